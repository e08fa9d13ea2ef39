using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>
/// The test of each behaviour (S1 to S35) and weakness (W1 to W26) of cc-aws-keepalive names it as its trait "Migration"; docs/migration.md describes the
/// behaviours. A behaviour that stays the same and a weakness have at least one test.
/// </summary>
public sealed partial class MigrationTests
{
    private static readonly HashSet<string> s_tested = [.. Repository.Files("tests", "*.cs")
        .SelectMany(file => Trait().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups["item"].Value)];

    private static readonly Match[] s_rows = [.. Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "migration.md"))).Cast<Match>()];

    public static TheoryData<string> Weaknesses => [.. Enumerable.Range(1, 26).Select(number => $"W{number}")];

    public static TheoryData<string> Behaviours => [.. Enumerable.Range(1, 35).Select(number => $"S{number}")];

    [Theory]
    [MemberData(nameof(Weaknesses))]
    public void A_weakness_has_a_test(string weakness) => Assert.True(IsTested(weakness), weakness);

    [Theory]
    [MemberData(nameof(Behaviours))]
    public void A_behaviour_has_one_row_and_a_test_where_it_is_kept(string behaviour)
    {
        Match row = Assert.Single(s_rows, found => found.Groups["item"].Value == behaviour);

        Assert.True(row.Groups["verdict"].Value != "same" || IsTested(behaviour), behaviour);
    }

    [Fact]
    public void Such_a_test_asserts_something()
    {
        Match[] methods = [.. Repository.Files("tests", "*.cs").SelectMany(file => NamedMethod().Matches(File.ReadAllText(file)))];

        Assert.InRange(methods.Length, 50, int.MaxValue);
        Assert.All(methods, method =>
        {
            Assert.Matches(@"\bAssert\w*[.(]|\b(Fails|Refuses|Holds|Has|Is|Shows|Gives|Ends|Reads|Resolves)\w*\(", method.Groups["body"].Value);
            Assert.DoesNotContain("Skip =", method.Groups["attributes"].Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_row_is_of_a_behaviour() => Assert.Equal(35, s_rows.Length);

    private static bool IsTested(string item) => s_tested.Contains(item);

    [GeneratedRegex(@"^    \[Trait\(""Migration"", ""(?<item>[WS]\d+)""\)\]\r?$", RegexOptions.Multiline)]
    private static partial Regex Trait();

    /// <summary>A method with the trait, and what stands between its braces or behind its arrow.</summary>
    [GeneratedRegex(@"(?<attributes>(^    \[.*\r?\n)*^    \[Trait\(""Migration"".*\r?\n(^    \[.*\r?\n)*)^    public (static )?(async )?(void|Task) \w+\(.*\)(?<body>( =>[^;]*;)|(\r?\n    \{[\s\S]*?^    \}))", RegexOptions.Multiline)]
    private static partial Regex NamedMethod();

    [GeneratedRegex(@"^\| (?<item>S\d+) \| [^|]+ \| (?<verdict>same|different|not here) \| [^|]+ \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
