using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>Pages lead to files that exist, and the pages for maintainers list all that they promise to list.</summary>
public sealed partial class PageLinkTests
{
    private static readonly string[] s_pages =
    [
        Path.Combine(Repository.Root, "README.md"), .. Repository.Files("docs", "*.md"), .. Repository.Files(".github", "*.md"), .. Repository.Files("src", "*.md"),
    ];

    private static readonly string s_architecture = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    public static TheoryData<string> Pages => [.. s_pages.Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file(string page)
    {
        string path = Path.Combine(Repository.Root, page);
        string folder = Path.GetDirectoryName(path)!;

        Assert.DoesNotContain(Links(File.ReadAllText(path)), link => !Path.Exists(Path.GetFullPath(Path.Combine(folder, link))));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_page_that_is_named_exists(string page) => Assert.DoesNotContain(
        PageName().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(match => match.Groups["path"].Value),
        name => !File.Exists(Path.Combine(Repository.Root, name)));

    [Theory]
    [InlineData("A [page](gone.md), a [web page](https://example.com/gone.md) and a [heading](#gone).", "gone.md")]
    [InlineData("A [page](../docs/gone.md#part \"title\").", "../docs/gone.md")]
    [InlineData("```\n[code](gone.md)\n```\nand `[code](gone.md)`", null)]
    public void A_link_is_found_where_it_is_one(string text, string? expected) => Assert.Equal(expected is null ? [] : [expected], Links(text));

    [Fact]
    public void The_list_of_decisions_has_every_decision_with_its_title()
    {
        string[] files = [.. Repository.Files("docs/decisions", "*.md").Where(file => Path.GetFileName(file) != "README.md").Order(StringComparer.Ordinal)];
        string list = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decisions", "README.md"));

        Assert.NotEmpty(files);
        Assert.Equal(
            files.Select(file => $"* [{Path.GetFileName(file)[..4]}]({Path.GetFileName(file)}) {File.ReadLines(file).First()["# 0000. ".Length..]}"),
            ListEntry().Matches(list).Select(match => match.Value.TrimEnd('\r')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_decision_has_its_number_date_status_reason_alternatives_and_what_reopens_it() => Assert.All(
        Repository.Files("docs/decisions", "*.md").Where(file => Path.GetFileName(file) != "README.md"), file =>
        {
            string text = File.ReadAllText(file).ReplaceLineEndings("\n");
            Assert.StartsWith($"# {Path.GetFileName(file)[..4]}. ", text, StringComparison.Ordinal);
            Assert.Matches(Decision(), text);
        });

    [Fact]
    public void The_map_of_the_code_stays_a_map() => Assert.InRange(s_architecture.Split('\n').Length, 50, 151);

    /// <summary>By its name alone: a file that moves to another folder is still found.</summary>
    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData(".github/CONTRIBUTING.md")]
    public void Every_source_file_that_a_page_for_maintainers_names_exists(string page)
    {
        string[] files =
        [
            .. ((string[])["src", "tests", "docs"]).SelectMany(folder => Repository.Files(folder, "*")).Concat(Directory.EnumerateFiles(Repository.Root)).Select(file => Path.GetFileName(file)!).Distinct(),
        ];
        string[] named = [.. SourceName().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(match => match.Groups["name"].Value).Distinct()];

        Assert.InRange(named.Length, 20, int.MaxValue);
        Assert.DoesNotContain(named, name => !files.Any(file => IsMatch(name, file)));
    }

    /// <summary>CONTRIBUTING gives whole paths: a file that has moved is written anew there.</summary>
    [Fact]
    public void Every_path_of_CONTRIBUTING_leads_to_a_file()
    {
        string[] files = [.. ((string[])["src", "tests", "docs"]).SelectMany(folder => Repository.Files(folder, "*")).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))];
        string[] paths = [.. WholePath().Matches(File.ReadAllText(Path.Combine(Repository.Root, ".github", "CONTRIBUTING.md"))).Select(match => match.Groups["path"].Value).Distinct()];

        Assert.InRange(paths.Length, 20, int.MaxValue);
        Assert.DoesNotContain(paths, path => !files.Any(file => IsMatch(path, file)));
    }

    [Fact]
    public void Every_switch_of_the_tests_is_on_the_map()
    {
        string[] switches =
        [
            .. Repository.Files("tests", "*.cs").SelectMany(file => Switch().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value).Distinct(),
        ];

        Assert.InRange(switches.Length, 10, int.MaxValue);
        Assert.DoesNotContain(switches, name => !s_architecture.Contains($"`{name}`", StringComparison.Ordinal));
    }

    private static string[] Links(string text) =>
    [
        .. Link().Matches(Code().Replace(text, string.Empty)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal) && target.Split('#')[0].Length > 0)
            .Select(target => target.Split('#')[0]),
    ];

    private static bool IsMatch(string pattern, string file) =>
        Regex.IsMatch(file, $"^{Regex.Escape(pattern).Replace("\\*", ".+", StringComparison.Ordinal)}$");

    [GeneratedRegex(@"\]\((?<target>[^\s)]+)(\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"`(?<path>docs/[\w./-]+\.\w+)`")]
    private static partial Regex PageName();

    [GeneratedRegex(@"^\* \[\d{4}\].*$", RegexOptions.Multiline)]
    private static partial Regex ListEntry();

    [GeneratedRegex(@"^# \d{4}\. .+\n\n\* Date: \d{4}-\d\d-\d\d\n\* Status: (accepted|replaced by \d{4})\n\* Decision: [\s\S]+\n## Reason\n[\s\S]+\n## Alternatives left\n[\s\S]+\n## Reopens when\n[\s\S]+$")]
    private static partial Regex Decision();

    /// <summary>The last part of a path; an asterisk is any letters.</summary>
    [GeneratedRegex(@"`(?:[\w.*/-]+/)?(?<name>[\w.*-]+\.(?:cs|ps1xml|ps1|psd1|csproj|json|sh|md))`")]
    private static partial Regex SourceName();

    [GeneratedRegex(@"`(?<path>(?:src|tests|docs)/[\w.*/-]+\.[a-z0-9]+)`")]
    private static partial Regex WholePath();

    [GeneratedRegex(@"""(?<name>(?:KEEPALIVE_(?!TEST|TAKEN|INHERITED|POLICY)|CLAUDE_AWS_TEST_)[A-Z_]+)""")]
    private static partial Regex Switch();
}
