using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Core.Tests.Diagnostics;

public sealed class DiagnosticPageTests
{
    [Fact]
    public void The_page_lists_every_check()
    {
        string page = File.ReadAllText(Find());

        Assert.Equal(
            DiagnosticChecks.All.Select(check => $"| {check.Id} | {check.Area} | {check.Severity} | {check.Title} | {check.Why} |")
                .Concat(OnlineChecks.All.Select(check => $"| {check.Id} | {OnlineCheck.Area} | {check.Severity} | {check.Title} | {check.Why} |"))
                .Order(StringComparer.Ordinal),
            page.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.StartsWith("| KA", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_lists_every_version_that_matters()
    {
        string[] page = File.ReadAllLines(Find());

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
    public void Every_check_has_a_home_that_only_it_explains() =>
        Assert.Empty(DiagnosticChecks.All.Select(check => check.Id)
            .Except(FaultyHomes.All.Values.SelectMany(home => home.Ids))
            .Except(["KA005", "KA006", "KA010", "KA011", "KA012", "KA206", "KA306", "KA405", "KA413", "KA414", "KA503",
                .. DiagnosticChecks.All.Where(check => check.Area == DiagnosticArea.Helpers).Select(check => check.Id)]));

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Keepalive.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "docs", "en-US", "about_KeepaliveDiagnostics.md");
    }
}
