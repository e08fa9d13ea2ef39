using Keepalive.Platform.Processes;

namespace Keepalive.Sessions;

/// <summary>
/// Detects the end of Claude Code. When Claude Code ends, its helpers continue to run below a shell that also continues, so there is neither a signal
/// nor a new parent process. This class watches Claude Code's process, and the other end of our standard input, which only Claude Code holds.
/// </summary>
public sealed class ClientWatch : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly CallingProcess? _client = CallingProcess.Find();
    private readonly CallingProcess[] _ancestors = [.. CallingProcess.Ancestors().Select(process => new CallingProcess(process.Id, process.Started))];
    private readonly InputHangUp _input = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;

    private ClientWatch(Action gone)
    {
        _thread = new Thread(() => Watch(gone)) { IsBackground = true, Name = "client watch" };
        _thread.Start();
    }

    /// <summary>Watches until the object is disposed. Null if Claude Code did not start this process.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="gone">Is called once, on a separate thread.</param>
    public static ClientWatch? Start(SystemEnvironment environment, Action gone) =>
        environment.Get(ClientCall.Variable) is null ? null : new ClientWatch(gone);

    /// <summary>Ends the watching. If the callback is running, this method waits until the callback ends.</summary>
    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Watch(Action gone)
    {
        while (!_over.Wait(BetweenLooks))
        {
            if (IsGone())
            {
                gone();
                return;
            }
        }
    }

    /// <summary>
    /// If the input is closed while all ancestors of this process still run, the client is still running, too: it may close the input after it has written
    /// everything. If the parent is a program that continues (for example timeout), the end of another ancestor shows that the client has ended.
    /// </summary>
    private bool IsGone() =>
        _client is { IsAlive: false } || (_input.HasHappened && (_client is null || _ancestors.Any(ancestor => !ancestor.IsAlive)));
}
