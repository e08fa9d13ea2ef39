using Keepalive.ClaudeCode.StatusLine;

namespace Keepalive.Core.Tests.ClaudeCode.StatusLine;

/// <summary>Another status line keeps its colours and its links, and can do nothing else to the terminal.</summary>
public sealed class ForeignStatusLineTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("\e[1;38;5;208mOpus\e[0m | \e[48:2::1:2:3m x\e[m")]
    [InlineData("\e]8;;https://example.com/a?b=c\e\\link\e]8;;\e\\ after")]
    [InlineData("\e]8;id=1;http://example.com\alink\e]8;;\a")]
    [InlineData("main \uE0A0 👩‍💻 ❤️")]
    public void Colours_and_links_stay(string line) => Assert.Equal(line, ForeignStatusLine.Line(line));

    [Theory]
    [InlineData("a\e[2Jb\e[Hc", "abc")]
    [InlineData("a\e]0;title\ab", "ab")]
    [InlineData("a\e]52;c;c2VjcmV0\ab", "ab")]
    [InlineData("a\eP+q544e\e\\b", "ab")]
    [InlineData("a\e_Gf=32\e\\b", "ab")]
    [InlineData("a\ecb", "ab")]
    [InlineData("a\e[?1049hb", "ab")]
    [InlineData("a\e[31;mb", "a\e[31;mb")]
    [InlineData("a\e[>4;2mb", "ab")]
    [InlineData("a\e]8;;file:///etc/passwd\ab", "ab")]
    [InlineData("a\e]8;;javascript:x\ab", "ab")]
    [InlineData("never ends \e]0;x", "never ends ")]
    [InlineData("never ends \e[31", "never ends ")]
    [InlineData("alone \e", "alone ")]
    public void Everything_else_is_dropped(string line, string shown) => Assert.Equal(shown, ForeignStatusLine.Line(line));

    [Theory]
    [InlineData("a\rb", @"a\u{D}b")]
    [InlineData("a\bb\u009B2J\u202Ec", @"a\u{8}b\u{9B}2J\u{202E}c")]
    public void A_control_that_is_no_sequence_is_shown(string line, string shown) => Assert.Equal(shown, ForeignStatusLine.Line(line));

    [Fact]
    public void A_link_that_is_left_open_is_closed_before_ours() =>
        Assert.Equal("\e]8;;https://a.test\e\\x\e]8;;\e\\", ForeignStatusLine.Line("\e]8;;https://a.test\e\\x"));
}
