using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.IdentityCenter;
using Keepalive.Logging;
using Keepalive.Platform.Files;

namespace Keepalive.Credentials;

/// <summary>
/// The credential of a role in IAM Identity Center: from the cache while it is valid, otherwise renewed by the first caller,
/// for all.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="connect">Gives the service of a session, for a profile.</param>
/// <param name="clock">The time.</param>
internal sealed class SingleSignOnSource(SystemEnvironment environment, Func<AwsProfile, SsoSession, IIdentityCenter> connect, AwsClock clock) : ICredentialSource
{
    /// <summary>Claude Code asks again five minutes before the expiry, so the credential that it gets then must last. A setting can't make this shorter.</summary>
    internal static readonly TimeSpan LeastAhead = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Jitter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _jitter = Jitter * Random.Shared.NextDouble();

    public CredentialSourceKind Kind => CredentialSourceKind.SingleSignOn;

    /// <summary>A kept role that has ended, or that AWS refuses, is not the last word: asked, the service gives another.</summary>
    public bool GivesAnother => true;

    public bool IsNamedBy(AwsProfile profile) => SsoSession.Serves(profile);

    public AwsCredential? Peek(AwsProfile profile, string? expirationField) =>
        new RoleCredentialCache(environment, SsoRole.Of(profile), clock).Read();

    public async ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        SsoRole role = SsoRole.Of(request.Profile);
        var cache = new RoleCredentialCache(environment, role, clock);
        DateTimeOffset? waitsSince = null;
        while (true)
        {
            AwsCredential? cached = ReadKept(cache, request);
            if (IsFresh(cached, request))
            {
                return cached!;
            }

            if (waitsSince is { } since && cache.Failure.Since(since) is { } failure)
            {
                throw failure;
            }

            DateTimeOffset now = clock.Machine.GetUtcNow();
            if (TryAcquire(cache.LockFile, out FileLock? roleLock))
            {
                using (roleLock)
                {
                    return await RenewAsync(request, role, cache, waitsSince, cancellationToken).ConfigureAwait(false);
                }
            }

            if (IsGood(cached))
            {
                return cached!;
            }

            if (request.Deadline.Remaining == TimeSpan.Zero)
            {
                throw KeepaliveErrors.TimedOut($"Waiting for another process that gets the {role}", request.Deadline.Limit, role.Profile);
            }

            waitsSince ??= now; // Before the test of the lock: its holder may fail in between.
            await Task.Delay(BetweenAttempts, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Where no lock can be had at all (a home that is read-only) each asks for himself: slower, and no harm done.</summary>
    private static bool TryAcquire(string path, out FileLock? roleLock)
    {
        roleLock = null;
        try
        {
            roleLock = FileLock.TryAcquire(path);
            return roleLock is not null;
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.StateFolderUnusable)
        {
            return true;
        }
    }

    /// <summary>
    /// A sign-out deletes the token first and the roles afterwards. So, after the role was written, either the token is missing here, or
    /// the sign-out will delete the role.
    /// </summary>
    private async ValueTask<bool> IsSignedOutAsync(SsoRole role, CancellationToken cancellationToken)
    {
        try
        {
            return await new TokenCache(environment, role.Session, clock.Machine).ReadAsync(cancellationToken).ConfigureAwait(false) is null;
        }
        catch (KeepaliveException)
        {
            return false; // It is there, whatever is wrong with it.
        }
    }

    private async Task<AwsCredential> RenewAsync(
        CredentialRequest request, SsoRole role, RoleCredentialCache cache, DateTimeOffset? waitsSince, CancellationToken cancellationToken)
    {
        AwsCredential? cached = ReadKept(cache, request);
        if (IsFresh(cached, request))
        {
            return cached!;
        }

        // The previous holder may have failed between this caller's last check and the lock.
        if (waitsSince is { } since && cache.Failure.Since(since) is { } shared)
        {
            throw shared;
        }

        LoggedEvent renewal = new EventLog(environment, clock.Machine).Begin(LogEvent.RoleRenewal, request.Caller, role.Profile, role.Session.DisplayName);
        try
        {
            AwsCredential fresh = cache.Write(await AskAsync(request, role, cancellationToken).ConfigureAwait(false));
            if (!await IsSignedOutAsync(role, cancellationToken).ConfigureAwait(false))
            {
                renewal.Succeeded(fresh.Expiry?.Instant);
                cache.Failure.Forget();
                return fresh.Renewed();
            }

            cache.Delete();
            cached = null;
            throw KeepaliveErrors.SignedOut(role.Session.DisplayName, expired: null);
        }
        catch (KeepaliveException exception)
        {
            renewal.Failed(exception);
            cache.Failure.Remember(exception);
            if (IsGood(cached))
            {
                return cached!;
            }

            throw;
        }
    }

    private async Task<RoleCredential> AskAsync(CredentialRequest request, SsoRole role, CancellationToken cancellationToken)
    {
        IIdentityCenter center = connect(request.Profile, role.Session);
        var tokens = new TokenRefresher(environment, role.Session, center, clock.Machine)
        {
            Caller = request.Caller,
            Launcher = request.Workers?.LauncherOf(TokenWorker.Verb, role.Profile),
        };
        SsoToken token = await tokens.GetAsync(request.Deadline, refused: null, cancellationToken).ConfigureAwait(false);
        try
        {
            return await center.GetRoleCredentialAsync(token, role, request.Deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.AccessTokenRejected)
        {
            // The token was revoked before its time. If it can be renewed, the new one may be taken.
            token = await tokens.GetAsync(request.Deadline, refused: token, cancellationToken).ConfigureAwait(false);
            return await center.GetRoleCredentialAsync(token, role, request.Deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    private static AwsCredential? ReadKept(RoleCredentialCache cache, CredentialRequest request) =>
        cache.Read() is { } kept && kept.AccessKeyId != request.RefusedKey ? kept : null;

    private bool IsFresh(AwsCredential? credential, CredentialRequest request)
    {
        TimeSpan ahead = request.RenewAhead > LeastAhead ? request.RenewAhead : LeastAhead;
        return credential is not null && Left(credential) > ahead + _jitter;
    }

    private bool IsGood(AwsCredential? credential) => credential is not null && Left(credential) > CredentialExpiry.LastUsable;

    private TimeSpan Left(AwsCredential credential) => credential.Expiry is { } expiry ? expiry.Instant - clock.GetUtcNow() : TimeSpan.Zero;
}
