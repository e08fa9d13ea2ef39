using System.Text;
using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>
/// The cases in which botocore, the JavaScript SDK v3 and the .NET SDK disagree (measured), one test each. The comment
/// names the reading that is taken: JavaScript's by default, because Claude Code runs on it, and the more forgiving one
/// where JavaScript drops something that another tool would find.
/// </summary>
public sealed class DialectTests
{
    // botocore: q n. JavaScript drops it, .NET keeps the quotes.
    [Fact]
    public void Quotes_around_a_name_are_taken_off() => AssertRegion("[profile \"q n\"]\nregion=r\n", "q n");

    [Theory]
    [InlineData("''")]
    [InlineData("\"\"")]
    [InlineData("'")]
    [InlineData("'a\"")]
    public void Quotes_with_nothing_between_them_or_that_are_no_pair_are_the_name(string name) => AssertRegion($"[profile {name}]\nregion=r\n", name);

    [Fact]
    public void Single_quotes_are_taken_off_too() => AssertRegion("[profile 'q n']\nregion=r\n", "q n");

    // .NET: a b. botocore and JavaScript drop it.
    [Fact]
    public void A_name_may_hold_a_space() => AssertRegion("[profile a b]\nregion=r\n", "a b");

    [Fact]
    public void A_name_with_a_space_is_not_portable() => Assert.False(ProfileName.IsPortable("a b"));

    // .NET and the published cases: a. botocore and JavaScript drop it.
    [Fact]
    [Trait("Migration", "W13")]
    public void Spaces_inside_of_the_brackets_are_trimmed() => AssertRegion("[ profile a ]\nregion=r\n", "a");

    // botocore and JavaScript: a. .NET drops it.
    [Fact]
    [Trait("Migration", "W13")]
    public void A_comment_may_follow_a_header() => AssertRegion("[profile a] # c\nregion=r\n", "a");

    // JavaScript: cut. botocore and .NET keep it in the value.
    [Theory]
    [InlineData("region=r # c")]
    [InlineData("region=r ; c")]
    [InlineData("region = r\t# c")]
    [Trait("Migration", "W13")]
    public void A_comment_after_a_value_is_cut(string line) => AssertRegion($"[profile a]\n{line}\n", "a");

    // botocore and .NET: region. JavaScript keeps the case, so the value is lost there.
    [Fact]
    [Trait("Migration", "W13")]
    public void Keys_are_compared_without_case() => AssertRegion("[profile a]\nREGION=r\n", "a");

    // JavaScript: the last one. botocore rejects the whole file, .NET can't read it.
    [Fact]
    public void The_last_of_two_equal_keys_counts() => AssertRegion("[profile a]\nregion=x\nregion=r\n", "a");

    // JavaScript: merged. botocore rejects the whole file, .NET takes the first section only.
    [Fact]
    [Trait("Migration", "S7")]
    public void Equal_sections_are_merged()
    {
        AwsProfile profile = Find("[profile a]\nregion=x\noutput=json\n[profile b]\n[profile a]\nregion=r\n", "a")!;

        Assert.Equal(("r", "json"), (profile["region"]!.Value, profile["output"]!.Value));
    }

    // JavaScript and .NET: a key of its own. botocore appends the line to the value above.
    [Fact]
    public void An_indented_key_is_a_key() => AssertRegion("[profile a]\noutput=json\n  region=r\n", "a");

    // The published cases: more of the value. Only what looks like a key is one.
    [Fact]
    [Trait("Migration", "W13")]
    public void An_indented_option_goes_on_with_the_value_above() =>
        Assert.Equal("tool\n--region=r", Find("[profile a]\ncredential_process=tool\n  --region=r\n", "a")!["credential_process"]!.Value);

    // JavaScript: passed over. botocore rejects the whole file. Here: an error in the profile it belongs to.
    [Fact]
    public void A_line_without_equals_sign_is_a_problem_of_its_own_profile_alone()
    {
        const string Text = "[profile a]\nregion=r\n[profile b]\nnonsense\n";

        Find(Text, "a")!.ThrowIfInvalid();
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Find(Text, "b")!.ThrowIfInvalid());

        Assert.Contains("line 4, column 9", exception.Message, StringComparison.Ordinal);
    }

    // botocore: region. JavaScript and .NET drop it; the published cases call it an error, and so does this reader.
    [Fact]
    public void A_colon_for_the_equals_sign_is_a_problem() => Assert.Single(Find("[profile a]\nregion: r\n", "a")!.Config!.Problems);

    // JavaScript: tolerated. botocore rejects the whole file.
    [Fact]
    [Trait("Migration", "S7")]
    public void A_byte_order_mark_is_passed_over() => AssertRegion("\uFEFF[profile a]\nregion=r\n", "a");

    // JavaScript: tolerated. botocore rejects the whole file.
    [Fact]
    public void A_key_before_the_first_section_hurts_no_profile() => AssertRegion("region=x\n[profile a]\nregion=r\n", "a");

    // botocore and .NET: ok. JavaScript drops it.
    [Fact]
    public void A_name_may_hold_letters_beyond_ascii() => AssertRegion("[profile unié]\nregion=r\n", "unié");

    [Fact]
    public void Windows_line_ends_leave_nothing_behind() => AssertRegion("[profile a]\r\nregion=r\r\n", "a");

    [Fact]
    public void An_empty_section_in_front_of_a_comment_at_the_end_is_still_a_profile() => Assert.NotNull(Find("[profile a] ; the end", "a"));

    private static void AssertRegion(string config, string profile)
    {
        AwsProfile? found = Find(config, profile);
        found?.ThrowIfInvalid();
        Assert.Equal("r", found?["region"]?.Value);
    }

    private static AwsProfile? Find(string config, string profile)
    {
        using var home = new SyntheticHome();
        home.Write(home.ConfigPath, Encoding.UTF8.GetBytes(config));
        return home.ReadFiles().Find(profile);
    }
}
