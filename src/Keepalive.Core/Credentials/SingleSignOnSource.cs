using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.IdentityCenter;
using Keepalive.Logging;
using Keepalive.Tokens;

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

    private readonly TimeSpan _jitter = Jitter * Random.Shared.NextDouble();

    public CredentialSourceKind Kind => CredentialSourceKind.SingleSignOn;

    /// <summary>A kept role that has ended, or that AWS refuses, is not the last word: asked, the service gives another.</summary>
    public bool GivesAnother => true;

    public bool IsNamedBy(AwsProfile profile) => SsoSession.Serves(profile);

    public AwsCredential? Peek(AwsProfile profile, string? expirationField) =>
        new RoleCredentialCache(environment, SsoRole.Of(profile), clock).Read();

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        SsoRole role = SsoRole.Of(request.Profile);
        var cache = new RoleCredentialCache(environment, role, clock);
        var shared = new SharedRenewal(clock)
        {
            Read = () => ReadKept(cache, request),
            IsFresh = credential => IsFresh(credential, request),
            Renew = stop => RenewAsync(request, role, cache, stop),
            LockFile = cache.LockFile,
            Failure = cache.Failure,
            Name = role.ToString(),
            Profile = role.Profile,
        };
        return shared.GetAsync(request.Deadline, cancellationToken);
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

    private async Task<AwsCredential> RenewAsync(CredentialRequest request, SsoRole role, RoleCredentialCache cache, CancellationToken cancellationToken)
    {
        LoggedEvent renewal = new EventLog(environment, clock.Machine).Begin(LogEvent.RoleRenewal, request.Caller, role.Profile, role.Session.DisplayName);
        try
        {
            AwsCredential fresh = cache.Write(await AskAsync(request, role, cancellationToken).ConfigureAwait(false));
            if (await IsSignedOutAsync(role, cancellationToken).ConfigureAwait(false))
            {
                cache.Delete();
                throw KeepaliveErrors.SignedOut(role.Session.DisplayName, expired: null);
            }

            renewal.Succeeded(fresh.Expiry?.Instant);
            return fresh;
        }
        catch (KeepaliveException exception)
        {
            renewal.Failed(exception);
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

    private bool IsFresh(AwsCredential credential, CredentialRequest request)
    {
        TimeSpan ahead = request.RenewAhead > LeastAhead ? request.RenewAhead : LeastAhead;
        return Left(credential) > ahead + _jitter;
    }

    private TimeSpan Left(AwsCredential credential) => credential.Expiry is { } expiry ? expiry.Instant - clock.GetUtcNow() : TimeSpan.Zero;
}
