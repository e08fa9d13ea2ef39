using System.Diagnostics;

namespace Keepalive.Workers;

/// <summary>A worker's own entry in the ledger, from its first word to its last.</summary>
internal sealed class WorkerJournal(SignInLedger ledger, TimeProvider clock)
{
    private SignInEntry? _entry;

    /// <summary>The entry as it stands.</summary>
    public SignInEntry Entry => _entry ?? throw new InvalidOperationException("The worker has not begun.");

    /// <summary>The first word: there is a worker.</summary>
    public void Begin(SignInFlow flow, string reason)
    {
        using Process self = Process.GetCurrentProcess();
        SignInEntry? before = ledger.Read();
        Write(new SignInEntry
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

    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public void Write(SignInEntry entry)
    {
        _entry = entry;
        ledger.Write(entry);
    }

    /// <summary>The last word. Null is success.</summary>
    public void End(SignInPhase phase, KeepaliveException? failure) => _entry = End(ledger, Entry, phase, failure, clock);

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
