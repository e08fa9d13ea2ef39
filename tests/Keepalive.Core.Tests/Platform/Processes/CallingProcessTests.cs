using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

/// <summary>Who asks.</summary>
public sealed class CallingProcessTests
{
    [Theory]
    [InlineData("sh", true)]
    [InlineData("-zsh", true)]
    [InlineData("cmd.exe", true)]
    [InlineData("PowerShell.EXE", true)]
    [InlineData("pwsh", true)]
    [InlineData("claude", false)]
    [InlineData("claude.exe", false)]
    [InlineData("node", false)]
    [InlineData("", false)]
    public void Shells_are_known_by_their_names(string name, bool isShell) => Assert.Equal(isShell, CallingProcess.IsShell(name));

    [Fact]
    public void It_is_alive_until_another_has_its_number()
    {
        CallingProcess caller = CallingProcess.Find()!.Value;

        Assert.True(caller.IsAlive);
        Assert.False((caller with { Started = caller.Started + 1 }).IsAlive);
        Assert.False(new CallingProcess(int.MaxValue, 1).IsAlive);
    }

    [Fact]
    public void It_started_before_us_and_is_no_shell()
    {
        ProcessOrigin us = ProcessOrigin.Of(Environment.ProcessId)!.Value;
        ProcessOrigin caller = ProcessOrigin.Of(CallingProcess.Find()!.Value.Id)!.Value;

        Assert.True(caller.Started <= us.Started);
        Assert.False(CallingProcess.IsShell(caller.Name));
    }
}
