using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Logging;

namespace Keepalive.Credentials;

/// <summary>
/// The temporary sessions of long-lived keys (GetSessionToken), one for each key and MFA device, kept for all processes and all roles: a person is asked for
/// one code a day.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="connect">Gives STS for the profile in use.</param>
/// <param name="codes">Gives codes.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class SessionTokens(SystemEnvironment environment, Func<AwsProfile, ISecurityTokens> connect, MfaCodes codes, AwsClock clock)
{
    /// <summary>AWS's own default, and a working day.</summary>
    private const int Duration = 43200;

    /// <summary>The kept session, expired or not; null if there is none.</summary>
    /// <param name="inUse">The profile in use.</param>
    /// <param name="key">The long-lived key.</param>
    /// <param name="serial">The MFA device; null for a session without MFA.</param>
    public AwsCredential? Peek(AwsProfile inUse, AwsCredential key, string? serial) => CacheOf(inUse, key, serial).Read()?.Credential;

    /// <summary>The code that a person has to give for a session; null if codes come without a person. Only reads files.</summary>
    /// <param name="inUse">The profile in use.</param>
    /// <param name="key">The long-lived key.</param>
    /// <param name="serial">The MFA device.</param>
    /// <param name="profiles">The profiles that may have a seed.</param>
    public MfaNeed? FindNeed(AwsProfile inUse, AwsCredential key, string serial, IReadOnlyList<AwsProfile> profiles) => codes.AreUnattended(profiles) ? null
        : new MfaNeed(serial, Peek(inUse, key, serial)?.Expiry is { } end ? end.Instant - clock.GetUtcNow() : TimeSpan.Zero);

    /// <summary>Gets the session.</summary>
    /// <param name="request">The request of the profile in use.</param>
    /// <param name="key">The long-lived key.</param>
    /// <param name="serial">The MFA device; null for a session without MFA.</param>
    /// <param name="profiles">The profiles that may have a seed, the profile in use first.</param>
    /// <param name="cancellationToken">Ends the waiting and the call.</param>
    /// <exception cref="KeepaliveException">There is none, with the reason.</exception>
    public ValueTask<AwsCredential> GetAsync(
        CredentialRequest request, AwsCredential key, string? serial, IReadOnlyList<AwsProfile> profiles, CancellationToken cancellationToken)
    {
        AssumedRoleCache cache = CacheOf(request.Profile, key, serial);
        return cache.Shared(request, "session of a long-lived key", stop => RenewAsync(request, key, serial, profiles, cache, stop), mayNeedCode: serial is not null)
            .GetAsync(request.Deadline, cancellationToken);
    }

    private async Task<AwsCredential> RenewAsync(
        CredentialRequest request, AwsCredential key, string? serial, IReadOnlyList<AwsProfile> profiles, AssumedRoleCache cache, CancellationToken cancellationToken)
    {
        LoggedEvent renewal = new EventLog(environment, clock.Machine).Begin(LogEvent.RoleRenewal, request.Caller, request.Profile.Name, "GetSessionToken");
        try
        {
            SessionCredential given = serial is null
                ? await AskAsync(request, key, mfa: null, cancellationToken).ConfigureAwait(false)
                : await codes.WithCodeAsync(request, profiles, serial, code => AskAsync(request, key, code, cancellationToken), cancellationToken).ConfigureAwait(false);
            AwsCredential fresh = cache.Write(given);
            renewal.Succeeded(fresh.Expiry?.Instant);
            return fresh;
        }
        catch (KeepaliveException exception)
        {
            renewal.Failed(exception);
            throw;
        }
    }

    /// <summary>The keys of the root user give an hour at most, which AWS tells by refusing more; a refused duration spends no code.</summary>
    private async Task<SessionCredential> AskAsync(CredentialRequest request, AwsCredential key, MfaCode? mfa, CancellationToken cancellationToken)
    {
        ISecurityTokens tokens = connect(request.Profile);
        var longest = new RoleDurations(environment, key.AccessKeyId, clock.Machine);
        int seconds = longest.Limit(Duration)!.Value;
        while (true)
        {
            try
            {
                SessionCredential given = await tokens.GetSessionTokenAsync(key, seconds, mfa, request.Deadline, cancellationToken).ConfigureAwait(false);
                if (seconds < Duration)
                {
                    longest.Remember(seconds);
                }

                return given;
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.RoleDurationTooLong && RoleDurations.Below(seconds) is not null)
            {
                seconds = RoleDurations.Below(seconds)!.Value;
            }
        }
    }

    private AssumedRoleCache CacheOf(AwsProfile inUse, AwsCredential key, string? serial) => new(
        environment, "sessions", AssumedRoleKey.OfSession(environment, inUse, key.AccessKeyId, serial), inUse.Name,
        new CredentialOrigin(key.Origin.Kind, $"session of {key.Origin.Location}"), clock);
}
