using System.Text.Json;

namespace Keepalive.Core.Tests.Text;

/// <summary>Nothing that a terminal would obey, or would not show, is left in a text.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("\e[2J", @"\u{1B}[2J")]
    [InlineData("a\ab", @"a\u{7}b")]
    [InlineData("a\u009B31mb", @"a\u{9B}31mb")]
    [InlineData("a\u202Eb", @"a\u{202E}b")]
    [InlineData("a\u2066b", @"a\u{2066}b")]
    [InlineData("a\u200Bb", @"a\u{200B}b")]
    [InlineData("\uFEFFa", @"\u{FEFF}a")]
    [InlineData("a\u2028b\u2029c", @"a\u{2028}b\u{2029}c")]
    [InlineData("a\u00ADb", @"a\u{AD}b")]
    [InlineData("a\u3164b", @"a\u{3164}b")]
    [InlineData("a\U000E0041b", @"a\u{E0041}b")]
    [InlineData("a\u007Fb\bc\0", @"a\u{7F}b\u{8}c\u{0}")]
    [InlineData("a\nclaude-aws: forged", @"a\u{A}claude-aws: forged")]
    [InlineData("a\r\nb\rc\td", @"a\u{D}\u{A}b\u{D}c\u{9}d")]
    public void A_hostile_character_of_a_line_is_written_as_its_number(string text, string visible)
    {
        Assert.Equal(visible, VisibleText.Line(text));
        Assert.False(VisibleText.Is(text));
        Assert.True(VisibleText.Is(visible));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dev-admin (eu) \\ ~ \"q\"")]
    [InlineData("Größe, 日本語, עברית, Ελληνικά, e\u0301")]
    [InlineData("team-👩‍💻-❤️")]
    [InlineData("نمی‌خواهم")]
    [InlineData("क्‍ष")]
    public void Words_of_any_script_stay(string text)
    {
        Assert.Equal(text, VisibleText.Line(text));
        Assert.Equal(text, VisibleText.Lines(text));
        Assert.Equal(text, VisibleText.Json(text));
    }

    [Theory]
    [InlineData("de\u200Dv")]
    [InlineData("\u200D日本")]
    [InlineData("日本\u200D")]
    [InlineData("日\u200D\u200D本")]
    public void A_joiner_that_joins_nothing_is_shown(string text) => Assert.Contains(@"\u{200D}", VisibleText.Line(text), StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_is_shown_as_its_number() => Assert.Equal(@"a\u{D83D}b", VisibleText.Line("a\uD83Db"));

    [Fact]
    public void Lines_keep_their_ends_and_a_lone_carriage_return_does_not_go_back() =>
        Assert.Equal("one\ntwo    tab\nthree" + @"\u{D}over" + "\n", VisibleText.Lines("one\r\ntwo\ttab\nthree\rover\n"));

    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void A_JSON_document_keeps_every_value()
    {
        const string value = "a\e]0;x\a\u202E\u200B\u2028\U000E0041 \u009B é";
        string json = JsonSerializer.Serialize(value, s_relaxed);

        string visible = VisibleText.Json(json);

        Assert.Equal(value, JsonSerializer.Deserialize<string>(visible));
        Assert.Equal(visible, VisibleText.Line(visible));
    }

    [Fact]
    public void What_is_visible_already_stays_as_it_is()
    {
        string visible = VisibleText.Line("\e[31m\u202E");

        Assert.Equal(visible, VisibleText.Line(visible));
    }

    [Fact]
    public void No_error_of_ours_carries_a_hostile_name()
    {
        KeepaliveException fault = KeepaliveErrors.ProfileNotFound("a\e[2J\nb", "AWS_PROFILE", "/home/\u202Ex", "The profiles are '\a'.");

        Assert.All([fault.Message, fault.Advice, fault.Target!], text => Assert.Equal(VisibleText.Line(text), text));
    }
}
