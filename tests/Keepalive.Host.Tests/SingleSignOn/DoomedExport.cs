using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>A <c>claude-aws export</c> that is started to be killed.</summary>
internal sealed class DoomedExport(SandboxHome home) : IDisposable
{
    private const int SIGKILL = 9;

    private static readonly int s_stop = OperatingSystem.IsMacOS() ? 17 : 19;

    private readonly Process _process = home.StartExport(leadsGroup: true);

    /// <summary>The worker that renews stands still where it is, whatever arrives.</summary>
    public void StopWorker() => Assert.Equal(0, Signal(WorkerId, s_stop));

    /// <summary>SIGKILL for the worker that renews.</summary>
    public void KillWorker() => _ = Signal(WorkerId, SIGKILL);

    /// <summary>SIGKILL for it, its group and all that it has started, as Claude Code does; it is gone when this returns.</summary>
    public void Kill()
    {
        if (OperatingSystem.IsLinux())
        {
            int[] descendants = [.. Descendants(_process.Id)];
            _ = Signal(-_process.Id, SIGKILL);
            foreach (int descendant in descendants)
            {
                _ = Signal(descendant, SIGKILL);
            }
        }

        _process.Kill(entireProcessTree: true);
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(20)));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private int WorkerId => int.Parse(
        JsonNode.Parse(File.ReadAllText(Path.Combine(home.StateFolder, "sso", "for corp.renewal.json")))!["workerId"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static IEnumerable<int> Descendants(int parent)
    {
        string children = $"/proc/{parent}/task/{parent}/children";
        foreach (string word in File.Exists(children) ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            int child = int.Parse(word, CultureInfo.InvariantCulture);
            yield return child;
            foreach (int descendant in Descendants(child))
            {
                yield return descendant;
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
