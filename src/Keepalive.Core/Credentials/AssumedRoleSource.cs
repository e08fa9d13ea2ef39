using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Logging;

namespace Keepalive.Credentials;

/// <summary>
/// The credential of an assumed role, with all roles that its chain needs. Each one is kept for all processes and renewed by the first caller, so a second
/// role of the same source asks AWS once.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="connect">Gives STS for the profile in use.</param>
/// <param name="bases">Gives the credential that assumes the last role of a chain.</param>
/// <param name="clock">AWS's time.</param>
/// <param name="sessions">Gives the MFA sessions of long-lived keys.</param>
/// <param name="codes">Gives codes of MFA devices.</param>
internal sealed class AssumedRoleSource(
    SystemEnvironment environment, Func<AwsProfile, ISecurityTokens> connect, IRoleBases bases, AwsClock clock, SessionTokens sessions, MfaCodes codes) : ICredentialSource
{
    /// <summary>AWS gives no longer session for a role that is assumed with another role's credential.</summary>
    private const int LongestOfRole = 3600;

    private readonly string _sessionName = RoleSessionName.Of(environment);

    public CredentialSourceKind Kind => CredentialSourceKind.AssumeRole;

    /// <summary>A kept role that has ended, or that AWS refuses, is not the last word: asked, STS gives another.</summary>
    public bool GivesAnother => true;

    public bool IsNamedBy(AwsProfile profile) => RoleChain.IsNamedBy(profile);

    public KeepaliveException? FindFault(AwsProfile profile) => RoleChain.Read(profile) is var chain && chain.Fault is { } fault ? fault : bases.FindFault(chain, profile);

    public AwsCredential? Peek(AwsProfile profile, string? expirationField) =>
        RoleChain.Read(profile) is { Fault: null } chain ? CacheOf(profile, chain, from: 0).Read()?.Credential : null;

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        RoleChain chain = RoleChain.Read(request.Profile);
        return chain.Fault is { } fault ? throw fault
            : HasDevice(chain) ? codes.RunAsync(request, current => GetAsync(current, chain, from: 0, cancellationToken), cancellationToken)
            : GetAsync(request, chain, from: 0, cancellationToken);
    }

    private static bool HasDevice(RoleChain chain) =>
        chain.Hops.Any(static hop => hop.MfaSerial is not null) || (chain.Base is { } end && (LongTermKeys.DeviceOf(end) ?? LongTermKeys.Find(end)?.Device) is not null);

    private ValueTask<AwsCredential> GetAsync(CredentialRequest request, RoleChain chain, int from, CancellationToken cancellationToken)
    {
        RoleHop hop = chain.Hops[from];
        AssumedRoleCache cache = CacheOf(request.Profile, chain, from);
        return cache.Shared(request, $"role {hop.Arn}", stop => AssumeAsync(request, chain, from, cache, stop), HasDevice(chain)).GetAsync(request.Deadline, cancellationToken);
    }

    private async Task<AwsCredential> AssumeAsync(CredentialRequest request, RoleChain chain, int from, AssumedRoleCache cache, CancellationToken cancellationToken)
    {
        LoggedEvent renewal = new EventLog(environment, clock.Machine).Begin(LogEvent.RoleRenewal, request.Caller, request.Profile.Name, chain.Names);
        try
        {
            AwsCredential source = await SourceAsync(request, chain, from, cancellationToken).ConfigureAwait(false);
            SessionCredential given;
            try
            {
                given = await AssumeAsync(request, chain, from, source, cancellationToken).ConfigureAwait(false);
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.RoleSourceRejected)
            {
                // The source's key was revoked before its end. If its source has another one, that may be taken.
                AwsCredential other = await SourceAsync(request with { RefusedKey = source.AccessKeyId }, chain, from, cancellationToken).ConfigureAwait(false);
                if (other.AccessKeyId == source.AccessKeyId)
                {
                    throw;
                }

                given = await AssumeAsync(request, chain, from, other, cancellationToken).ConfigureAwait(false);
            }

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

    /// <summary>
    /// With a code where the role or its source has an MFA device. A long-lived key gets one MFA session, which serves all roles; a role that refuses it
    /// gets a code with its own request. Another source may have its MFA already, so it is asked for a code only after a refusal.
    /// </summary>
    private async Task<SessionCredential> AssumeAsync(CredentialRequest request, RoleChain chain, int from, AwsCredential source, CancellationToken cancellationToken)
    {
        RoleHop hop = chain.Hops[from];
        bool isLast = from + 1 == chain.Hops.Count;
        string? serial = hop.MfaSerial ?? (isLast && chain.Base is { } end ? LongTermKeys.DeviceOf(end)?.Unquoted : null);
        if (serial is null)
        {
            return await AssumeAsync(request, hop, source, mfa: null, cancellationToken).ConfigureAwait(false);
        }

        AwsProfile[] profiles = [.. new[] { request.Profile, hop.Profile, chain.Base }.OfType<AwsProfile>().DistinctBy(static profile => profile.Name)];
        var memory = new RoleMfa(environment, hop.Arn, source.AccessKeyId, clock.Machine);
        KeepaliveException? refusal = null;
        if (!memory.IsDirect)
        {
            AwsCredential with = source.SessionToken is not null ? source
                : await sessions.GetAsync(request, source, serial, profiles, cancellationToken).ConfigureAwait(false);
            try
            {
                return await AssumeAsync(request, hop, with, mfa: null, cancellationToken).ConfigureAwait(false);
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.RoleNotAllowed)
            {
                refusal = exception;
            }

            if (memory.IsDenied)
            {
                throw refusal;
            }
        }

        try
        {
            SessionCredential given = await codes.WithCodeAsync(
                request, profiles, serial, code => AssumeAsync(request, hop, source, code, cancellationToken), cancellationToken).ConfigureAwait(false);
            memory.RememberDirect();
            return given;
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.RoleNotAllowed)
        {
            memory.RememberDenied();
            throw;
        }
    }

    private async Task<SessionCredential> AssumeAsync(CredentialRequest request, RoleHop hop, AwsCredential source, MfaCode? mfa, CancellationToken cancellationToken)
    {
        ISecurityTokens tokens = connect(request.Profile);
        var longest = new RoleDurations(environment, hop.Arn, clock.Machine);
        bool isOfRole = source.Origin.Kind
            is CredentialSourceKind.AssumeRole or CredentialSourceKind.WebIdentity or CredentialSourceKind.SingleSignOn or CredentialSourceKind.Machine;
        int? wanted = longest.Limit(hop.DurationSeconds);
        int? seconds = isOfRole && wanted > LongestOfRole ? LongestOfRole : wanted;
        while (true)
        {
            try
            {
                SessionCredential given = await tokens.AssumeRoleAsync(
                    hop, new RoleSession(hop.SessionName ?? _sessionName, seconds), source, mfa, request.Deadline, cancellationToken).ConfigureAwait(false);
                if (seconds is { } accepted && seconds < wanted && !isOfRole)
                {
                    longest.Remember(accepted);
                }

                return given;
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.RoleDurationTooLong && seconds is { } refused && RoleDurations.Below(refused) is not null)
            {
                seconds = RoleDurations.Below(refused);
            }
        }
    }

    /// <summary>The credential that assumes a role of the chain: the next role's, or that of the base.</summary>
    private async ValueTask<AwsCredential> SourceAsync(CredentialRequest request, RoleChain chain, int from, CancellationToken cancellationToken)
    {
        if (from + 1 < chain.Hops.Count)
        {
            return await GetAsync(request, chain, from + 1, cancellationToken).ConfigureAwait(false);
        }

        AwsCredential credential = await bases.GetAsync(chain, request, cancellationToken).ConfigureAwait(false);
        credential.ThrowIfExpired(clock.GetUtcNow());
        return credential;
    }

    /// <summary>A role behind a sign-in is kept beside the sign-in's own roles, so that a sign-out removes both.</summary>
    private AssumedRoleCache CacheOf(AwsProfile inUse, RoleChain chain, int from)
    {
        RoleHop hop = chain.Hops[from];
        string folder = chain.Base is not { } end ? "assumed"
            : SsoSession.Serves(end) ? RoleCredentialCache.FolderNameOf(end)
            : LoginSession.Of(end) is { } login ? RoleCredentialCache.FolderNameOf(login)
            : "assumed";
        string location = chain.Hops.Count > 1 || chain.Base?.Name != inUse.Name ? $"role {hop.Arn} ({chain.Names})" : $"role {hop.Arn}";
        return new AssumedRoleCache(
            environment, folder, AssumedRoleKey.Of(environment, inUse, chain, from, _sessionName), inUse.Name, new CredentialOrigin(CredentialSourceKind.AssumeRole, location), clock);
    }
}

/// <summary>Gives the credentials that stand at the end of chains of roles.</summary>
internal interface IRoleBases
{
    /// <summary>The error that the end of a chain has for certain, without asking anybody; null if none is known.</summary>
    KeepaliveException? FindFault(RoleChain chain, AwsProfile inUse);

    /// <summary>The credential; it may have expired, which the caller judges.</summary>
    /// <exception cref="KeepaliveException">There is none, with the reason.</exception>
    ValueTask<AwsCredential> GetAsync(RoleChain chain, CredentialRequest request, CancellationToken cancellationToken);
}
