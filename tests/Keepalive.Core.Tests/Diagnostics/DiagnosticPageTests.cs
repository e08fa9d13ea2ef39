using System.Text.RegularExpressions;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Online;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Diagnostics;

public sealed class DiagnosticPageTests
{
    [Fact]
    public void The_page_lists_every_check()
    {
        string page = Repository.Read("docs", "en-US", "about_KeepaliveDiagnostics.md");

        Assert.Equal(
            DiagnosticChecks.All.Select(check => $"| {check.Id} | {check.Area} | {check.Severity} | {check.Title} | {check.Why} |")
                .Concat(OnlineChecks.All.Select(check => $"| {check.Id} | {OnlineCheck.Area} | {check.Severity} | {check.Title} | {check.Why} |"))
                .Order(StringComparer.Ordinal),
            page.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.StartsWith("| KA", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_lists_every_version_that_matters()
    {
        string[] page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "en-US", "about_KeepaliveDiagnostics.md"));

        Assert.All(ClientFact.All, fact => Assert.Contains($"| {fact.Since} | {fact.Feature} | {fact.Before} |", page));
    }

    [Fact]
    public void No_two_checks_have_one_id()
    {
        string[] offline = [.. DiagnosticChecks.All.Select(check => check.Id)];
        string[] online = [.. OnlineChecks.All.Select(check => check.Id)];

        Assert.Equal(offline.Distinct().Order(StringComparer.Ordinal), offline);
        Assert.Equal(online.Distinct().Order(StringComparer.Ordinal), online);
        Assert.Empty(offline.Intersect(online));
    }

    [Fact]
    public void Every_check_has_a_home_that_only_it_explains_or_an_assertion_of_its_own()
    {
        // What needs another system, another user or a running helper is found in a test that says so.
        string[] asserted =
        [
            .. Repository.Files("tests/Keepalive.Core.Tests/Diagnostics", "*Tests.cs")
                .SelectMany(File.ReadLines)
                .Where(line => line.Contains("Assert.", StringComparison.Ordinal) || line.TrimStart().StartsWith("[InlineData", StringComparison.Ordinal))
                .SelectMany(line => Regex.Matches(line, @"""(KA\d{3})""")).Select(match => match.Groups[1].Value),
        ];

        Assert.Empty(DiagnosticChecks.All.Select(check => check.Id).Except(FaultyHomes.All.Values.SelectMany(home => home.Ids)).Except(asserted));
    }
}
