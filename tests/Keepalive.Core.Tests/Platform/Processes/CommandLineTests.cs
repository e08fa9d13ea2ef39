using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

public class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n ")]
    [InlineData("/opt/tool --profile dev", "/opt/tool", "--profile", "dev")]
    [InlineData("a  b\tc\nd", "a", "b", "c", "d")]
    [InlineData("a 'b c' d", "a", "b c", "d")]
    [InlineData("a 'b\"\\c'", "a", "b\"\\c")]
    [InlineData("a \"b c\" d", "a", "b c", "d")]
    [InlineData("a \"b\\\"c\\\\d\\e\\$f\"", "a", "b\"c\\d\\e\\$f")]
    [InlineData("a\\ b \\\"c \\\\ \\'", "a b", "\"c", "\\", "'")]
    [InlineData("a\\\nb", "a\nb")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("a '' \"\" b", "a", "", "", "b")]
    [InlineData("a #b", "a", "#b")]
    [InlineData("$HOME ~ * ${X}", "$HOME", "~", "*", "${X}")]
    [InlineData("ä '€ 😀'", "ä", "€ 😀")]
    [InlineData("a;b|c&d>e(f)", "a;b|c&d>e(f)")]
    public void A_posix_line_is_split_as_shlex_splits_it(string line, params string[] expected) =>
        Assert.Equal(expected, CommandLine.Split(line, windows: false));

    [Theory]
    [InlineData("a 'b", "a single quote is not closed")]
    [InlineData("a \"b", "a double quote is not closed")]
    [InlineData("a \"b'", "a double quote is not closed")]
    [InlineData("a \"b\\\"", "a double quote is not closed")]
    [InlineData("a\\", "the last backslash has nothing to escape")]
    [InlineData("\"a\\", "the last backslash has nothing to escape")]
    public void A_broken_posix_line_is_told_without_repeating_it(string line, string reason) =>
        Assert.Equal(reason, Assert.Throws<FormatException>(() => CommandLine.Split(line, windows: false)).Message);

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData(@"C:\tool.exe --profile dev", @"C:\tool.exe", "--profile", "dev")]
    [InlineData("a \t b", "a", "b")]
    [InlineData(@"""C:\Program Files\tool.exe"" a", @"C:\Program Files\tool.exe", "a")]
    [InlineData(@"C:\a\\b \\server\share", @"C:\a\\b", @"\\server\share")]
    [InlineData(@"a\""b", "a\"b")]
    [InlineData(@"a\\""b c""", @"a\b c")]
    [InlineData(@"a\\\""b", @"a\""b")]
    [InlineData(@"""C:\dir\\"" b", @"C:\dir\", "b")]
    [InlineData(@"a\", @"a\")]
    [InlineData(@"a\ b", @"a\", "b")]
    [InlineData("a \"\" b", "a", "", "b")]
    [InlineData("\"a\"\"b\"", "a\"b")]
    [InlineData("\"\"\"a\"", "\"a")]
    [InlineData("a\"b c\"d", "ab cd")]
    [InlineData("'a b'", "'a", "b'")]
    [InlineData("\"a\tb\"", "a\tb")]
    public void A_windows_line_is_split_as_the_c_runtime_splits_it(string line, params string[] expected) =>
        Assert.Equal(expected, CommandLine.Split(line, windows: true));

    [Theory]
    [InlineData("a \"b")]
    [InlineData("a \"b\\\"")]
    public void A_broken_windows_line_is_told_without_repeating_it(string line) =>
        Assert.Equal("a double quote is not closed", Assert.Throws<FormatException>(() => CommandLine.Split(line, windows: true)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData(@"C:\dir with space\")]
    [InlineData("\"")]
    [InlineData(@"\""")]
    [InlineData(@"\\""\\")]
    [InlineData(@"a\\""b")]
    [InlineData("\t\n\v")]
    [InlineData(@"\\server\share\")]
    public void A_joined_windows_line_is_split_into_the_same_words(string argument) =>
        Assert.Equal(["tool", argument, "last"], CommandLine.Split(WindowsCommandLine.Join("tool", [argument, "last"]), windows: true));
}
