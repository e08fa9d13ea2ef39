using System.Diagnostics;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>A crash of the companion leaves no memory behind: where the shell allows cores, none is written; what it starts is as always.</summary>
public sealed class CrashDumpTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CompanionHome _home = new();

    public CrashDumpTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "PR_SET_DUMPABLE is Linux's");
        Assert.SkipWhen(File.ReadAllText("/proc/sys/kernel/core_pattern").StartsWith('|') || File.ReadAllText("/proc/sys/kernel/core_pattern").Contains('/'), "this machine hands cores to a program of its own");
    }

    [Fact]
    public async Task A_crash_writes_no_core_of_the_companion_and_one_of_its_child()
    {
        string script = Path.Combine(_home.Folder, "tool");
        await File.WriteAllTextAsync(script, "#!/bin/sh\nulimit -S -c >\"$HOME/limit.new\"; mv \"$HOME/limit.new\" \"$HOME/limit\"\nexec sleep 600\n", TestContext.Current.CancellationToken);
        using (Process chmod = Process.Start("chmod", ["+x", script]))
        {
            await chmod.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        _home.WriteConfig($"[default]\ncredential_process = {script}\n");
        using Process shell = _home.Start("/bin/sh", ["-c", "cd \"$HOME\" && ulimit -c unlimited || exit 99; echo $$ >pid; exec \"$1\" export --timeout 60", "sh", CompanionHome.Companion]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(_home.Folder, "limit")) || shell.HasExited, Patience));
        Assert.SkipWhen(shell.HasExited && shell.ExitCode == 99, "the hard limit of this machine allows no core");
        int[] children = [.. Children(shell.Id)];

        Kill(children[0], "SYS");
        Assert.True(SpinWait.SpinUntil(() => Cores().Length > 0, Patience), "a child that crashes leaves a core here");
        Array.ForEach(Cores(), File.Delete);
        await CompanionHome.FinishAsync(shell);
        File.Delete(Path.Combine(_home.Folder, "limit"));

        using Process again = _home.Start("/bin/sh", ["-c", "cd \"$HOME\" && ulimit -c unlimited; exec \"$1\" export --timeout 60", "sh", CompanionHome.Companion]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(_home.Folder, "limit")), Patience));
        Assert.Equal("unlimited", (await File.ReadAllTextAsync(Path.Combine(_home.Folder, "limit"), TestContext.Current.CancellationToken)).Trim());
        int[] left = [.. Children(again.Id)];
        Kill(again.Id, "SYS");
        Run run = await CompanionHome.FinishAsync(again);

        Assert.NotEqual(0, run.ExitStatus);
        Assert.Empty(Cores());
        Array.ForEach(left, child => Kill(child, "KILL"));
    }

    public void Dispose() => _home.Dispose();

    private static IEnumerable<int> Children(int parent) =>
        Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out int id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent);

    private static int ParentOf(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It is gone.
        }
    }

    /// <summary>SIGSYS stands for a crash: its default is a core, and the runtime has no handler of its own for it.</summary>
    private static void Kill(int id, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private string[] Cores() => Directory.GetFiles(_home.Folder, "core*");
}
