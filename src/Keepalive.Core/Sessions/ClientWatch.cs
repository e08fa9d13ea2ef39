using Keepalive.Platform.Processes;

namespace Keepalive.Sessions;

/// <summary>
/// Notices that Claude Code is gone. It leaves its helpers running when it dies, below a shell that lives on, so neither a signal
/// nor a new parent tells. Its process does, and the other end of our standard input, which nobody else holds.
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

    /// <summary>Watches until it is disposed of; null where it wasn't Claude Code that started us.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="gone">Called once, on a thread of its own.</param>
    public static ClientWatch? Start(SystemEnvironment environment, Action gone) =>
        environment.Get(ClientCall.Variable) is null ? null : new ClientWatch(gone);

    /// <summary>Ends the watching; what is being called ends first.</summary>
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
    /// An input that hung up while all our ancestors live was only closed: a client that says all at the start may do so. One of
    /// them above a program that is no shell and stays (timeout, say) tells where that one doesn't.
    /// </summary>
    private bool IsGone() =>
        _client is { IsAlive: false } || (_input.HasHappened && (_client is null || _ancestors.Any(ancestor => !ancestor.IsAlive)));
}
