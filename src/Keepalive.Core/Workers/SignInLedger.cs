using Keepalive.Platform.Files;

namespace Keepalive.Workers;

/// <summary>
/// How the running or the last sign-in stands, for all processes: an owner-only file in the state folder,
/// written by the holder of the <see cref="SignInLease"/> alone.
/// </summary>
internal sealed class SignInLedger(WorkerPaths place, TimeProvider clock)
{
    /// <summary>At most one tab a session in this time, across all processes.</summary>
    public static readonly TimeSpan BetweenTabs = TimeSpan.FromMinutes(5);

    /// <summary>A sign-in that is refused so soon after its success has not succeeded.</summary>
    public static readonly TimeSpan Proof = TimeSpan.FromMinutes(2);

    private const int MaximumLength = 64 * 1024;

    /// <summary>More than an entry usually has.</summary>
    private const int Room = 4096;

    /// <summary>Reserves room on the disk beside a file.</summary>
    public Func<string, int, IDisposable> Reserve { get; init; } = PreparedFile.Create;

    /// <summary>The last entry, or null. One that can't be read is as good as none.</summary>
    public SignInEntry? Read()
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(place.Ledger, MaximumLength, clock);
            return snapshot.Exists ? SignInEntry.Parse(snapshot.Content.Span) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="KeepaliveException">StateFolderUnusable: without a ledger the address could not be shown.</exception>
    public void Write(SignInEntry entry)
    {
        try
        {
            // What is lost with the power is the word of a worker that is gone as well.
            AtomicFile.Write(place.Ledger, entry.ToUtf8(), survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    /// <summary>A worker that can't write its first word ends without one. Then only its caller can tell the reason: a full or read-only disk.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public void RequireRoom()
    {
        try
        {
            Reserve(place.Ledger, Room).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    public void Delete() => File.Delete(place.Ledger);

    /// <summary>A tab was opened less than <see cref="BetweenTabs"/> ago. One in the future is a clock that was set back.</summary>
    public bool HasRecentTab(SignInEntry? last) => last?.TabOpened is { } opened && IsWithin(opened, BetweenTabs);

    /// <summary>The rest of the pause after a failed sign-in, for automatic callers; null if there is none.</summary>
    /// <param name="last">The last entry, whose worker is no longer running. A worker that was killed is replaced; two in a row are failures.</param>
    public TimeSpan? CoolDownLeft(SignInEntry last)
    {
        (DateTimeOffset? since, int failures) = last switch
        {
            { Phase: SignInPhase.Failed } => (last.Ended, last.Failures),
            { Phase: SignInPhase.Abandoned } => (last.Ended, 1),
            { IsRunning: true, Failures: > 0 } => (last.Started, last.Failures + 1),
            _ => ((DateTimeOffset?)null, 0),
        };
        return since is { } start && GrowingPause.After(failures) is var pause && IsWithin(start, pause) ? pause - (clock.GetUtcNow() - start) : null;
    }

    /// <summary>
    /// How many sign-ins have failed in a row, for the next one. A worker that has left no outcome counts, and so does a success that another
    /// sign-in follows at once; one that has lasted ends the row.
    /// </summary>
    public int FailuresInARow(SignInEntry last) =>
        last is { Phase: SignInPhase.Succeeded, Ended: { } ended } ? (IsWithin(ended, Proof) ? last.Failures + 1 : 0)
        : !IsWithin(last.Ended ?? last.Started, GrowingPause.Forgotten) ? 0
        : last.IsRunning ? last.Failures + 1 : last.Failures;

    /// <summary>The last sign-in, where it has succeeded so short a time ago that what it has brought must still be good; null otherwise.</summary>
    public SignInEntry? FreshSuccess() => Read() is { Phase: SignInPhase.Succeeded, Ended: { } ended } entry && IsWithin(ended, Proof) ? entry : null;

    /// <summary>
    /// AWS refuses what a sign-in has brought a moment ago: then it has failed, whatever was said of it before (STS could not be asked, or has
    /// changed its answer again and again; the first time, a person may have revoked the key). Nothing is changed while a worker runs.
    /// </summary>
    /// <param name="success">The result of <see cref="FreshSuccess"/> before the check that found the rejection.</param>
    /// <param name="refusal">What AWS says of it.</param>
    /// <returns>Whether it was taken back.</returns>
    public bool Refute(SignInEntry success, KeepaliveException refusal)
    {
        using SignInLease? lease = SignInLease.TryTake(place);
        if (lease is null || Read() is not { Phase: SignInPhase.Succeeded } entry || entry.Id != success.Id || entry is { IsVerified: true, Failures: 0 })
        {
            return false;
        }

        Write(entry.Failed(SignInPhase.Failed, refusal, entry.Ended ?? clock.GetUtcNow()));
        return true;
    }

    /// <summary>The profile has a key that AWS takes, from wherever: the failures before it are history. Nothing is changed while a worker runs.</summary>
    public void Forgive()
    {
        if (Read() is not { Phase: SignInPhase.Failed })
        {
            return;
        }

        using SignInLease? lease = SignInLease.TryTake(place);
        if (lease is not null)
        {
            Delete();
        }
    }

    private KeepaliveException Unwritable(Exception exception) =>
        KeepaliveErrors.StateFolderUnusable(place.Ledger, FileFault.Describe(place.Ledger, exception), exception, WriteAdvice.For(place.Ledger, exception));

    private bool IsWithin(DateTimeOffset instant, TimeSpan span)
    {
        TimeSpan age = clock.GetUtcNow() - instant;
        return age > -TimeSpan.FromMinutes(1) && age < span;
    }
}
