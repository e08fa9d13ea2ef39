using System.Diagnostics;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Support;

/// <summary>A file that holds its reader in the kernel, as one on a network drive that is away does: a named pipe that nobody writes to.</summary>
internal sealed class HangingFile : IDisposable
{
    private readonly string _path;
    private readonly Task<FileStream> _opened;

    private HangingFile(string path)
    {
        _path = path;
        using (Process mkfifo = ProgramStart.Start(new ProcessStartInfo("mkfifo", [path])))
        {
            mkfifo.WaitForExit();
        }

        // Opening one end waits for the other.
        _opened = Task.Factory.StartNew(
            () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends when somebody has opened it.</summary>
    public Task Opened => _opened;

    /// <summary>Makes one; skips the test where there are none.</summary>
    /// <param name="path">Where it stands.</param>
    public static HangingFile Make(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Named pipes of Unix.");
        return new HangingFile(path);
    }

    public void Dispose()
    {
        // Read and write at once waits for nobody, and lets our own end come where nobody else has.
        using (new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0))
        {
            _opened.GetAwaiter().GetResult().Dispose();
        }
    }
}
