namespace Keepalive.Platform.Processes;

/// <summary>
/// A process that outlives us: a session (on Windows a process group) of its own, no terminal, and nothing of ours in its
/// hands, so that a process that waits for the end of our output does not wait for it.
/// </summary>
internal sealed class DetachedProcess
{
    private const int WaiterStack = 256 * 1024;

    private DetachedProcess(int id, Func<int> waitForEnd)
    {
        Id = id;
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Exited = exited.Task;

        // While we run it is our child, and on Unix it must be reaped. A thread that only waits is safe beside the
        // runtime's own SIGCHLD handling, and does not keep us alive.
        new Thread(() => exited.SetResult(waitForEnd()), WaiterStack) { IsBackground = true, Name = "detached process" }.Start();
    }

    public int Id { get; }

    /// <summary>Its exit code, as a shell tells it.</summary>
    public Task<int> Exited { get; }

    public bool HasEnded => Exited.IsCompleted;

    /// <summary>Starts it.</summary>
    /// <exception cref="ChildStartException">It can't be started.</exception>
    public static DetachedProcess Start(ChildCommand command)
    {
        ChildProcess.Check(command);
        if (OperatingSystem.IsWindows())
        {
            WindowsDetachedProcess started = WindowsDetachedProcess.Start(command);
            return new DetachedProcess(started.Id, started.WaitForEnd);
        }

        int id = UnixDetachedProcess.Start(command);
        return new DetachedProcess(id, UnixDetachedProcess.WaiterFor(id));
    }
}
