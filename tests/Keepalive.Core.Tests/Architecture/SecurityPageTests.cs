using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>docs/security.md promises nothing that no test looks at.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    [Fact]
    public void Every_rule_names_its_test()
    {
        string[] rules = [.. Page.Split('\n').SkipWhile(line => !line.StartsWith("| rule |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))];

        Assert.True(rules.Length > 20, "the table of rules is not where it was");
        Assert.All(rules, rule => Assert.Matches(TestName(), rule.TrimEnd('|', ' ').Split('|')[^1]));
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        string tests = Path.Combine(Repository.Root, "tests");
        HashSet<string> classes =
        [
            .. Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
                .SelectMany(file => ClassName().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)),
            .. Directory.EnumerateFiles(tests, "*.Tests.ps1", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!),
        ];

        Assert.All(TestName().Matches(Page).Select(match => match.Groups["name"].Value).Distinct(), name => Assert.Contains(name, classes));
    }

    [GeneratedRegex(@"`(?<name>\w+Tests|[\w-]+\.Tests\.ps1)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\bclass (?<name>\w+Tests)\b")]
    private static partial Regex ClassName();
}
