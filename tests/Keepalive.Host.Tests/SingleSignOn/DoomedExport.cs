using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>A <c>claude-aws export</c> that is started to be killed.</summary>
internal sealed class DoomedExport(SignedInHome home) : IDisposable
{
    private readonly Process _process = home.StartExport();

    /// <summary>It stands still where it is, whatever arrives.</summary>
    public void Stop()
    {
        int stop = OperatingSystem.IsMacOS() ? 17 : 19;
        Assert.Equal(0, Signal(_process.Id, stop));
    }

    /// <summary>SIGKILL, and it is gone when this returns.</summary>
    public void Kill()
    {
        _process.Kill();
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

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
