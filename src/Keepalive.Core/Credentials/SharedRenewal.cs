using Keepalive.Aws.AccessKeys;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;

namespace Keepalive.Credentials;

/// <summary>
/// A kept credential that a service renews: the first process that finds it old asks the service, under a lock, and all others take the result, success or
/// failure. Asking spends nothing, so it happens in the process that needs the credential (docs/decisions/0078-roles-of-profiles.md).
/// </summary>
/// <param name="clock">AWS's time.</param>
internal sealed class SharedRenewal(AwsClock clock)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    /// <summary>The kept credential, expired or not; null if there is none that may be used.</summary>
    public required Func<AwsCredential?> Read { get; init; }

    /// <summary>It lasts for all callers: nothing is asked.</summary>
    public required Func<AwsCredential, bool> IsFresh { get; init; }

    /// <summary>Asks the service, keeps the answer and returns it.</summary>
    public required Func<CancellationToken, Task<AwsCredential>> Renew { get; init; }

    /// <summary>The lock of all processes that need this credential.</summary>
    public required string LockFile { get; init; }

    /// <summary>The result of the last failed call, for the callers that waited for it.</summary>
    public required RoleFailure Failure { get; init; }

    /// <summary>The credential, in words.</summary>
    public required string Name { get; init; }

    /// <summary>The profile.</summary>
    public required string Profile { get; init; }

    /// <summary>The renewal may wait for the next one-time code, so its waiters grant it the same time.</summary>
    public bool MayNeedCode { get; init; }

    /// <summary>The same with another rule for the time of the renewal.</summary>
    public SharedRenewal With(Func<AwsCredential, bool> isFresh) => new(clock)
    {
        Read = Read,
        IsFresh = isFresh,
        Renew = Renew,
        LockFile = LockFile,
        Failure = Failure,
        Name = Name,
        Profile = Profile,
        MayNeedCode = MayNeedCode,
    };

    /// <summary>Gets the credential.</summary>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the waiting and the call.</param>
    /// <exception cref="KeepaliveException">There is none, with the reason.</exception>
    public async ValueTask<AwsCredential> GetAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        DateTimeOffset? waitsSince = null;
        while (true)
        {
            AwsCredential? kept = Read();
            if (kept is not null && IsFresh(kept))
            {
                return kept;
            }

            if (waitsSince is { } since && Failure.Since(since) is { } failure)
            {
                throw failure;
            }

            DateTimeOffset now = clock.Machine.GetUtcNow();
            if (TryAcquire(out FileLock? held))
            {
                using (held)
                {
                    return await RenewAsync(waitsSince, cancellationToken).ConfigureAwait(false);
                }
            }

            if (IsGood(kept))
            {
                return kept!;
            }

            if (deadline.Remaining == TimeSpan.Zero && !(MayNeedCode && deadline.TryExtend(deadline.Grace)))
            {
                throw deadline.TimedOut($"Waiting for another process that gets the {Name}", Profile);
            }

            waitsSince ??= now; // Before the test of the lock: its holder may fail in between.
            await Task.Delay(BetweenAttempts, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AwsCredential> RenewAsync(DateTimeOffset? waitsSince, CancellationToken cancellationToken)
    {
        AwsCredential? kept = Read();
        if (kept is not null && IsFresh(kept))
        {
            return kept;
        }

        // The previous holder may have failed between this caller's last check and the lock.
        if (waitsSince is { } since && Failure.Since(since) is { } shared)
        {
            throw shared;
        }

        try
        {
            AwsCredential fresh = await Renew(cancellationToken).ConfigureAwait(false);
            Failure.Forget();
            return fresh.Renewed();
        }
        catch (KeepaliveException exception)
        {
            Failure.Remember(exception);
            if (Read() is { } still && IsGood(still))
            {
                return still;
            }

            throw;
        }
    }

    /// <summary>Where no lock can be had at all (a home that is read-only) each asks for himself: slower, and no harm done.</summary>
    private bool TryAcquire(out FileLock? held)
    {
        held = null;
        try
        {
            held = FileLock.TryAcquire(LockFile);
            return held is not null;
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.StateFolderUnusable)
        {
            return true;
        }
    }

    private bool IsGood(AwsCredential? credential) => credential?.Expiry is { } expiry && expiry.Instant - clock.GetUtcNow() > CredentialExpiry.LastUsable;
}
