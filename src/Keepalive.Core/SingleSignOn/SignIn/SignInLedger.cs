using Keepalive.Files;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// How the running or the last sign-in stands, for all processes: an owner-only file in the state folder,
/// written by the holder of the <see cref="SignInLease"/> alone.
/// </summary>
internal sealed class SignInLedger(SignInPlace place, TimeProvider clock)
{
    /// <summary>At most one tab a session in this time, across all processes.</summary>
    public static readonly TimeSpan BetweenTabs = TimeSpan.FromMinutes(5);

    /// <summary>After a sign-in without success, for callers that nobody asked.</summary>
    public static readonly TimeSpan CoolDown = TimeSpan.FromMinutes(2);

    private const int MaximumLength = 64 * 1024;

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

    /// <exception cref="KeepaliveException">SignInWorkerFailed: without a ledger nobody could see the address.</exception>
    public void Write(SignInEntry entry)
    {
        try
        {
            // What is lost with the power is the word of a worker that is gone as well.
            AtomicFile.Write(place.Ledger, entry.ToUtf8(), survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SignInWorkerFailed(place.Name, $"can't write {place.Ledger} ({FileFault.Describe(place.Ledger, exception)})", exception, place.Command);
        }
    }

    public void Delete() => File.Delete(place.Ledger);

    /// <summary>A tab was opened less than <see cref="BetweenTabs"/> ago. One in the future is a clock that was set back.</summary>
    public bool HasRecentTab(SignInEntry? last) => last?.TabOpened is { } opened && IsWithin(opened, BetweenTabs);

    /// <summary>What is left of the cool-down; null when there is none.</summary>
    public TimeSpan? CoolDownLeft(SignInEntry last) =>
        last is { Phase: SignInPhase.Failed or SignInPhase.Abandoned, Ended: { } ended } && IsWithin(ended, CoolDown)
            ? CoolDown - (clock.GetUtcNow() - ended)
            : null;

    private bool IsWithin(DateTimeOffset instant, TimeSpan span)
    {
        TimeSpan age = clock.GetUtcNow() - instant;
        return age > -TimeSpan.FromMinutes(1) && age < span;
    }
}
