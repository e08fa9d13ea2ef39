using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

public class WindowsBatchFileTests
{
    [Theory]
    [InlineData(@"C:\a.cmd", true)]
    [InlineData(@"C:\a.BAT", true)]
    [InlineData(@"C:\a.bat. .", true)]
    [InlineData(@"C:\a.exe", false)]
    [InlineData(@"C:\cmd", false)]
    public void Only_these_go_through_cmd(string path, bool expected) => Assert.Equal(expected, WindowsBatchFile.Is(path));

    [Fact]
    public void Every_word_is_quoted_and_the_whole_once_more() =>
        Assert.Equal(
            """
            "C:\cmd.exe" /d /v:off /s /c ""C:\a b\t.cmd" "x&y" "" "C:\dir\\""
            """,
            WindowsBatchFile.CommandLine(@"C:\cmd.exe", @"C:\a b\t.cmd", ["x&y", "", @"C:\dir\"]));

    [Theory]
    [InlineData("\"&calc.exe")]
    [InlineData("%CMDCMDLINE:~-1%&calc.exe")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    public void What_cmd_can_not_carry_is_refused(string argument)
    {
        ChildStartException exception = Assert.Throws<ChildStartException>(
            () => WindowsBatchFile.CommandLine(@"C:\cmd.exe", @"C:\t.cmd", [argument]));

        Assert.Equal("an argument of a batch file can't contain a quote, a percent sign or a line end", exception.Reason);
    }
}
