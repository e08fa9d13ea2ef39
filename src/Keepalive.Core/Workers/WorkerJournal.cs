using System.Diagnostics;

namespace Keepalive.Workers;

/// <summary>
/// A worker's own entry in the ledger, from its first word to its last. Changes may come from several threads: a login that tells of a number, and a
/// browser that does not open. Each change is made on the entry as it stands, so none takes back another.
/// </summary>
internal sealed class WorkerJournal(SignInLedger ledger, TimeProvider clock)
{
    private readonly object _changing = new();
    private SignInEntry? _entry;
    private bool _isEnded;

    /// <summary>The entry as it stands.</summary>
    public SignInEntry Entry => _entry ?? throw new InvalidOperationException("The worker has not begun.");

    /// <summary>The first word: there is a worker.</summary>
    public void Begin(SignInFlow flow, string reason)
    {
        using Process self = Process.GetCurrentProcess();
        SignInEntry? before = ledger.Read();
        Change(_ => new SignInEntry
        {
            Id = Guid.NewGuid().ToString("N"),
            Phase = SignInPhase.Starting,
            Flow = flow,
            FlowReason = reason,
            Started = clock.GetUtcNow(),
            WorkerId = self.Id,
            WorkerStarted = self.StartTime,
            TabOpened = before?.TabOpened,
            Failures = before is null ? 0 : ledger.FailuresInARow(before),
        });
    }

    /// <summary>Writes the changed entry. After the last word nothing is changed any more.</summary>
    /// <param name="change">Makes the new entry of the current one.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public void Change(Func<SignInEntry, SignInEntry> change)
    {
        lock (_changing)
        {
            if (!_isEnded)
            {
                _entry = change(_entry!);
                ledger.Write(_entry);
            }
        }
    }

    /// <summary>The last word. Null is success.</summary>
    public void End(SignInPhase phase, KeepaliveException? failure)
    {
        lock (_changing)
        {
            _isEnded = true;
            _entry = End(ledger, Entry, phase, failure, clock);
        }
    }

    /// <summary>The last word for a worker that can't say it any more; its caller holds the lease.</summary>
    public static SignInEntry End(SignInLedger ledger, SignInEntry entry, SignInPhase phase, KeepaliveException? failure, TimeProvider clock)
    {
        SignInEntry told = entry with { Address = null, UserCode = null, Number = null, Asks = null, Question = null };
        DateTimeOffset now = clock.GetUtcNow();
        SignInEntry ended = failure is null ? told with { Phase = phase, Ended = now, Outcome = null } : told.Failed(phase, failure, now);
        ledger.Write(ended);
        return ended;
    }
}
