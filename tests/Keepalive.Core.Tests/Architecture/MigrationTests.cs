using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>
/// cc-aws-keepalive's weaknesses (W1 to W26) and behaviours (S1 to S35) have names in the tests; docs/migration.md tells its
/// users of the latter. What one of them says of a name, the other has.
/// </summary>
public sealed partial class MigrationTests
{
    private static readonly string[] s_names = [.. Repository.Files("tests", "*.cs", "*.ps1")
        .SelectMany(file => TestName().Matches(File.ReadAllText(file)))
        .Select(match => match.Value)];

    private static readonly Match[] s_rows = [.. Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "migration.md"))).Cast<Match>()];

    public static TheoryData<string> Weaknesses => [.. Enumerable.Range(1, 26).Select(number => $"W{number}")];

    public static TheoryData<string> Behaviours => [.. Enumerable.Range(1, 35).Select(number => $"S{number}")];

    [Theory]
    [MemberData(nameof(Weaknesses))]
    public void A_weakness_has_a_test_that_is_named_after_it(string weakness) => Assert.True(IsTested(weakness), weakness);

    [Theory]
    [MemberData(nameof(Behaviours))]
    public void A_behaviour_has_one_row_and_a_test_where_it_is_kept(string behaviour)
    {
        Match row = Assert.Single(s_rows, found => found.Groups["item"].Value == behaviour);

        Assert.True(row.Groups["verdict"].Value != "same" || IsTested(behaviour), behaviour);
    }

    [Fact]
    public void A_test_that_is_named_after_one_of_them_asserts_something()
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

    private static bool IsTested(string item) => s_names.Any(name => name.Split('_', ' ').TakeWhile(part => Item().IsMatch(part)).Contains(item));

    /// <summary>A method that begins with items, such as W1_S15_what_is_so; or a sentence for Pester.</summary>
    [GeneratedRegex(@"(?<=\b(void|Task) )([WS]\d+_)+\w+|(?<=\bIt ')([WS]\d+ )+[^']+")]
    private static partial Regex TestName();

    /// <summary>The same in C#, with what stands between its braces or behind its arrow.</summary>
    [GeneratedRegex(@"(?<attributes>(^    \[.*\r?\n)+)^    public (async )?(void|Task) ([WS]\d+_)+\w+\(.*\)(?<body>( =>[^;]*;)|(\r?\n    \{[\s\S]*?^    \}))", RegexOptions.Multiline)]
    private static partial Regex NamedMethod();

    [GeneratedRegex(@"^[WS]\d+$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^\| (?<item>S\d+) \| [^|]+ \| (?<verdict>same|different|not here) \| [^|]+ \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
