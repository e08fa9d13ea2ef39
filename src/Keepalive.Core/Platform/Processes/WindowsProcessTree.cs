using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>A process and all that descends from it, held together by a job that ends with us at the latest.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProcessTree : IDisposable
{
    // What a program has that taskkill or Process.Kill ended.
    private const uint KilledExitCode = 1;
    private const int Pause = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly SafeProcessHandle _root;
    private readonly uint _id;
    private readonly JobObject? _job;

    /// <summary>The process must not have run yet: what it starts before it is in the job stays outside.</summary>
    internal WindowsProcessTree(SafeProcessHandle root, uint id)
    {
        _root = root;
        _id = id;
        JobObject job = JobObject.Create();
        if (job.TryAssign(root))
        {
            _job = job;
        }
        else
        {
            job.Dispose();
        }
    }

    internal bool IsAlive => !ProcessHandle.WaitForEnd(_root, 0) || _job?.ActiveProcesses > 0;

    /// <summary>Kills, for there is no way to ask a program without a console or a window. Returns when all are gone, or after 3 s.</summary>
    internal void End()
    {
        if (_job is not null)
        {
            _job.Terminate(KilledExitCode);
        }
        else
        {
            EndWithoutJob();
        }

        long start = Stopwatch.GetTimestamp();
        while (IsAlive && Stopwatch.GetElapsedTime(start) < Limit)
        {
            Thread.Sleep(Pause);
        }
    }

    public void Dispose() => _job?.Dispose();

    // Only where a job around us forbids another inside (some sandboxes do), and only what descends from the root as long as
    // that lives. The handle we hold keeps its number from being given away.
    private void EndWithoutJob()
    {
        try
        {
            using Process process = Process.GetProcessById((int)_id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            ProcessHandle.Terminate(_root, KilledExitCode);
        }
    }
}
