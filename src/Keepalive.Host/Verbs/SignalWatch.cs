using System.Runtime.InteropServices;
using Keepalive.Platform.Processes;

namespace Keepalive.Host.Verbs;

/// <summary>
/// Turns the signals that end a program into a cancellation, so that its children are ended too. Signals are watched only from the start of the first child, or while
/// something is awaited: the watching costs a thread, and an answer from a file is there before a signal could come.
/// </summary>
internal sealed class SignalWatch : IDisposable
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _interruption;
    private readonly Lock _lock = new();
    private PosixSignalRegistration[]? _registrations;

    public SignalWatch(CancellationTokenSource interruption)
    {
        _interruption = interruption;
        ChildProcess.Starting = Begin;
    }

    /// <summary>Watches from now on.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _registrations ??= [.. s_signals.Select(signal => PosixSignalRegistration.Create(signal, Interrupt))];
        }
    }

    public void Dispose()
    {
        ChildProcess.Starting = null;
        lock (_lock)
        {
            foreach (PosixSignalRegistration registration in _registrations ?? [])
            {
                registration.Dispose();
            }

            _registrations = [];
        }
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        _interruption.Cancel();
    }
}
