using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.SignIn;
using Keepalive.Tokens;

namespace Keepalive.Sessions;

/// <summary>Judges the session of one profile by a few small files, without a process, the network or waiting.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Our own settings.</param>
/// <param name="resolver">Finds credentials.</param>
/// <param name="judge">Judges them.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class SessionLook(SystemEnvironment environment, KeepaliveConfiguration configuration, CredentialResolver resolver, KeyReader judge, TimeProvider clock)
{
    private readonly SessionJudgement _judgement = new(configuration);

    /// <summary>Reads the keys in environment variables; null if they are not used.</summary>
    /// <exception cref="KeepaliveException">One key of the pair is missing, or a key is malformed.</exception>
    public SessionSnapshot? OfEnvironment(ProfileChoice choice) => resolver.FindEnvironmentKeys(choice) is { } keys ? _judgement.Of(judge.Judge(keys)) : null;

    /// <summary>Judges one profile that was already read, for the doctor: without the key that a client got, and without the running sign-in.</summary>
    public SessionSnapshot Of(AwsProfile profile) => WithSession(Of(profile, TokenOf), profile);

    /// <summary>The same, but an error of the profile becomes a verdict.</summary>
    public SessionSnapshot OfListed(AwsProfile profile, Func<AwsProfile, TokenStatus?> tokenOf)
    {
        KeepaliveConfiguration settings = configuration.For(profile.Name);
        try
        {
            profile.ThrowIfInvalid();
            if (profile[SourceProfile.Key] is { Value: { Length: > 0 } other } property)
            {
                // The list shows the credential at the other profile.
                return new SessionSnapshot
                {
                    Profile = profile.Name,
                    Settings = settings,
                    Location = property.ToString(),
                    Verdict = SessionVerdict.NotAsked,
                    Note = $"uses the credential of '{other}'",
                };
            }

            SessionSnapshot snapshot = WithSession(Of(profile, tokenOf), profile);
            return snapshot.ErrorCode == KeepaliveErrorCode.CredentialNotFound ? snapshot with { Note = "no keys and no credential_process" } : snapshot;
        }
        catch (KeepaliveException exception)
        {
            return SessionJudgement.Without(profile.Name, settings, exception.Code) with { Note = exception.Message };
        }
    }

    /// <summary>The credential of the container or instance, if the caller has set no profile and <c>default</c> gives none; null if it is not used.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="profile">The state of the profile.</param>
    public SessionSnapshot? OfMachine(ProfileChoice choice, SessionSnapshot? profile)
    {
        if (profile is { ErrorCode: not (KeepaliveErrorCode.ProfileNotFound or KeepaliveErrorCode.CredentialNotFound) } || resolver.PeekMachine(choice) is not (var kept, true))
        {
            return null;
        }

        KeyReading? key = kept is null ? null : judge.Judge(kept);
        return key is { HasEnded: false, IsRefused: false } ? _judgement.Of(key) : new SessionSnapshot
        {
            Profile = choice.Name,
            Settings = configuration.For(choice.Name),
            Source = CredentialSourceKind.Machine,
            Renewal = SessionRenewal.Silently,
            ClockSkew = resolver.Clock.Skew,
            Verdict = SessionVerdict.NotAsked,
        };
    }

    /// <summary>Returns the key behind a snapshot of the files, for an explanation; null if only the source can give it.</summary>
    /// <exception cref="KeepaliveException">The error that an export would have.</exception>
    public async ValueTask<KeyReading?> KeyAsync(ProfileChoice choice, CancellationToken cancellationToken)
    {
        if (resolver.FindEnvironmentKeys(choice) is { } keys)
        {
            return judge.Judge(keys);
        }

        try
        {
            return await KeyOfProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException nothing) when (nothing.Code is KeepaliveErrorCode.ProfileNotFound or KeepaliveErrorCode.CredentialNotFound && resolver.PeekMachine(choice).IsSource)
        {
            return resolver.TraceMachine(choice) is { } kept ? judge.Judge(kept) : null;
        }
    }

    private async ValueTask<KeyReading?> KeyOfProfileAsync(ProfileChoice choice, CancellationToken cancellationToken)
    {
        AwsProfile profile = await resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        (KeyReading? key, CredentialSourceKind? unasked) = Peek(profile);
        return unasked is { } kind
            ? Refusal(profile, kind, RoleBacking.Of(resolver, profile, kind, TokenOf)) is { } refusal ? throw refusal : null
            : key ?? throw resolver.NotFound(profile.Name);
    }

    /// <summary>A client gets the session of a long-lived key. Its MFA device may need a person: then the profile can't serve, although its key is valid.</summary>
    public SessionSnapshot WithSession(SessionSnapshot snapshot, AwsProfile profile)
    {
        if (snapshot.Verdict != SessionVerdict.LongLived || resolver.FindMfaNeed(profile) is not { } need)
        {
            return snapshot;
        }

        snapshot = snapshot with { MfaDevice = need.Device, Left = need.Left };
        return need.Left > CredentialExpiry.LastUsable ? snapshot with { Renewal = SessionRenewal.Silently } : snapshot with
        {
            Renewal = snapshot.Settings.AutoLoginSetting is null ? SessionRenewal.Person : SessionRenewal.AutoLogin,
            Verdict = SessionVerdict.Unusable,
            ErrorCode = KeepaliveErrorCode.MfaCodeNeeded,
            Note = CodeNeeded(snapshot).Message,
        };
    }

    public static KeepaliveException CodeNeeded(SessionSnapshot snapshot) => KeepaliveErrors.MfaCodeNeeded(snapshot.Profile!, MfaCodes.NameOf(snapshot.MfaDevice!));

    /// <summary>The sign-in behind a profile; null if it has none.</summary>
    public TokenStatus? TokenOf(AwsProfile profile) => SignInSessions.StatusOf(environment, RoleChain.BaseOf(profile), clock);

    /// <summary>The profile itself, without the session of a long-lived key.</summary>
    public SessionSnapshot Of(AwsProfile profile, Func<AwsProfile, TokenStatus?> tokenOf)
    {
        (KeyReading? key, CredentialSourceKind? unasked) = Peek(profile);
        if (unasked is not { } kind)
        {
            return key is null ? SessionJudgement.Without(profile.Name, configuration.For(profile.Name), KeepaliveErrorCode.CredentialNotFound)
                : RoleBacking.Of(resolver, profile, key.Credential.Origin.Kind, tokenOf) is { } behind ? SessionJudgement.WithBacking(_judgement.Of(key), key, behind)
                : _judgement.Of(key);
        }

        RoleBacking? backing = RoleBacking.Of(resolver, profile, kind, tokenOf);
        KeepaliveException? refusal = Refusal(profile, kind, backing);
        KeepaliveConfiguration settings = configuration.For(profile.Name);
        TimeSpan? keyLeft = key is { IsRefused: false, Credential.Expiry: { } expiry } ? expiry.Instant - key.Clock.GetUtcNow() : null;
        return new SessionSnapshot
        {
            Profile = profile.Name,
            Settings = settings,
            Source = kind,
            Location = profile[KeyOf(kind)]?.ToString(),
            Remaining = keyLeft,
            TokenLeft = backing?.Token?.Left,
            MfaDevice = backing?.Mfa?.Device,
            ComesFromSignIn = backing?.Session is not null,
            Renewal = SessionJudgement.RenewalOf(kind, settings, backing),
            Left = SessionJudgement.LeftForPerson(kind, keyLeft, backing),
            ClockSkew = resolver.Clock.Skew,
            Verdict = refusal is null ? SessionVerdict.NotAsked : SessionVerdict.Unusable,
            ErrorCode = refusal?.Code,
            Note = refusal?.Message ?? SessionJudgement.InvisibleNote(profile.Name) ?? (kind == CredentialSourceKind.AssumeRole ? backing!.Words(resolver.Clock.GetUtcNow()) : null),
        };
    }

    /// <summary>Finds the key in the same way as an export. A key that STS has rejected is skipped if the same source or another one may have another key.</summary>
    private (KeyReading? Key, CredentialSourceKind? Unasked) Peek(AwsProfile profile)
    {
        (AwsCredential? credential, CredentialSourceKind? unasked) = resolver.Peek(profile);
        KeyReading? key = credential is null ? null : judge.Judge(credential);
        if (unasked is not null || key is not { IsRefused: true })
        {
            return (key, unasked);
        }

        (credential, unasked) = resolver.Peek(profile, key.Credential.AccessKeyId);
        return (credential is null ? null : credential.AccessKeyId == key.Credential.AccessKeyId ? key : judge.Judge(credential), unasked);
    }

    /// <summary>Finds the reason why a source would not give a key; null if only a request to the source can show it.</summary>
    private KeepaliveException? Refusal(AwsProfile profile, CredentialSourceKind kind, RoleBacking? backing) =>
        resolver.RefusalOf(profile, kind) is { } fault ? fault
        : backing is null or { Serves: true } ? null
        : backing.Fault(profile.Name, clock.GetUtcNow(), resolver.Clock.GetUtcNow());

    private static string KeyOf(CredentialSourceKind kind) => kind switch
    {
        CredentialSourceKind.SingleSignOn => "sso_account_id",
        CredentialSourceKind.LongTermKeys => "aws_mfa_device",
        _ => CredentialSources.Of(kind).NamingKeys[0],
    };
}
