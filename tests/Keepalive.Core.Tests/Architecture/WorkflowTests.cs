using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>The files that GitHub reads.</summary>
public sealed partial class WorkflowTests
{
    /// <summary>A tag can be moved to another commit by its owner; a commit can't.</summary>
    [Fact]
    public void Every_action_is_pinned_to_a_commit_with_its_version_beside_it()
    {
        string[] uses = [.. Repository.Files(".github/workflows", "*.yml").SelectMany(File.ReadLines).Where(line => line.Contains("uses:", StringComparison.Ordinal))];

        Assert.InRange(uses.Length, 5, int.MaxValue);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void One_action_has_one_commit_in_all_workflows() => Assert.All(
        Repository.Files(".github/workflows", "*.yml").SelectMany(file => Pinned().Matches(File.ReadAllText(file)))
            .GroupBy(match => match.Groups["action"].Value),
        action => Assert.Single(action.Select(match => match.Groups["commit"].Value).Distinct()));

    [Fact]
    public void The_bug_form_asks_for_a_support_bundle_in_both_ways()
    {
        string form = File.ReadAllText(Path.Combine(Repository.Root, ".github", "ISSUE_TEMPLATE", "bug.yml"));

        Assert.Contains("`claude-aws support-bundle`", form, StringComparison.Ordinal);
        Assert.Contains("`New-ClaudeAwsSupportBundle`", form, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^ +- uses: (?<action>[\w-]+/[\w-]+)(?:/[\w-]+)*@(?<commit>[0-9a-f]{40}) # v\d+\.\d+\.\d+\r?$", RegexOptions.Multiline)]
    private static partial Regex Pinned();
}
