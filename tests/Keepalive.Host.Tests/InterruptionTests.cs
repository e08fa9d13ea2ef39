using System.Diagnostics;
using System.Runtime.InteropServices;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

public sealed class InterruptionTests : IDisposable
{
    private const int InterruptSignal = 2;
    private const int TerminateSignal = 15;
    private const int HangUpSignal = 1;
    private const int QuitSignal = 3;
    private const int PipeSignal = 13;

    private readonly CompanionHome _home = new();

    [Theory]
    [InlineData(InterruptSignal)]
    [InlineData(TerminateSignal)]
    public async Task A_signal_ends_the_credential_process_too(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        string pidFile = Path.Combine(_home.Folder, "pid");
        _home.WriteConfig($"[default]\ncredential_process = sh -c \"echo $$ >'{pidFile}.new'; mv '{pidFile}.new' '{pidFile}'; exec sleep 600\"\n");
        using Process process = _home.Start(CompanionHome.Companion, ["export"]);
        int child = await ReadPidAsync(pidFile);

        Assert.Equal(0, Kill(process.Id, signal));
        Run run = await CompanionHome.FinishAsync(process);

        Assert.Equal((130, string.Empty), (run.ExitStatus, run.Output));
        Assert.NotEqual(0, Kill(child, 0));
    }

    [Fact]
    public async Task Signals_are_watched_before_a_child_is_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Watched signals are read in /proc.");
        string status = Path.Combine(_home.Folder, "status");
        _home.WriteConfig($"[default]\ncredential_process = sh -c \"cat /proc/$PPID/status >'{status}'\"\n");

        await _home.RunAsync("export");

        string caught = (await File.ReadAllLinesAsync(status, TestContext.Current.CancellationToken)).Single(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        ulong mask = Convert.ToUInt64(caught["SigCgt:".Length..].Trim(), 16);
        Assert.All([HangUpSignal, InterruptSignal, TerminateSignal], signal => Assert.Equal(1UL, mask >> (signal - 1) & 1));
    }

    /// <summary>A caller that ignores them (nohup, a script's background) decides for claude-aws, and not for what claude-aws has to be able to end.</summary>
    [Fact]
    public async Task What_its_caller_ignores_ends_the_programs_that_it_starts_all_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Ignored signals are read in /proc.");
        string status = Path.Combine(_home.Folder, "status");
        _home.WriteConfig($"[default]\ncredential_process = sh -c \"cat /proc/self/status >'{status}'\"\n");

        await _home.ShellAsync("trap '' HUP INT QUIT TERM; \"$1\" export");

        string ignored = (await File.ReadAllLinesAsync(status, TestContext.Current.CancellationToken)).Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        ulong mask = Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16); // glibc ignores two of its own in what it spawns.
        Assert.All([HangUpSignal, InterruptSignal, QuitSignal, PipeSignal, TerminateSignal], signal => Assert.Equal(0UL, mask >> (signal - 1) & 1));
    }

    public void Dispose() => _home.Dispose();

    private static async Task<int> ReadPidAsync(string path)
    {
        await Waiting.UntilAsync(() => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'), TestContext.Current.CancellationToken);
        return int.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
