using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;

namespace Keepalive.Sessions;

/// <summary>The one judgement of a session: its verdict, what renews it, and when a person is needed. Reads nothing.</summary>
/// <param name="configuration">Our own settings.</param>
internal sealed class SessionJudgement(KeepaliveConfiguration configuration)
{
    /// <summary>The session of a key, without the sign-in behind it.</summary>
    public SessionSnapshot Of(KeyReading key)
    {
        AwsCredential credential = key.Credential;
        KeepaliveConfiguration settings = credential.Profile is { } profile ? configuration.For(profile) : configuration;
        TimeSpan? remaining = credential.Expiry?.Instant - key.Clock.GetUtcNow();
        CredentialSourceKind kind = credential.Origin.Kind;
        TimeSpan? left = LeftForPerson(kind, key.IsRefused ? null : remaining, backing: null);
        return new SessionSnapshot
        {
            Profile = credential.Profile,
            Settings = settings,
            Source = kind,
            Location = credential.Origin.Location,
            MaskedAccessKeyId = credential.MaskedAccessKeyId,
            Word = key.Word,
            Expires = credential.Expiry?.Instant,
            ExpirySource = credential.Expiry?.Source,
            ExpiryDoubt = credential.Expiry?.Doubt ?? credential.ExpiryFault,
            Remaining = remaining,
            ComesFromSignIn = kind is CredentialSourceKind.SingleSignOn or CredentialSourceKind.Login,
            Renewal = kind is CredentialSourceKind.SingleSignOn or CredentialSourceKind.Login or CredentialSourceKind.AssumeRole ? null : credential.SessionToken is null ? SessionRenewal.Nothing : RenewalOf(kind, settings, backing: null),
            Left = left,
            ClockSkew = key.Clock.Skew,
            Verdict = Judge(key, left, settings),
            ErrorCode = key.IsRefused ? KeepaliveErrorCode.CredentialRevoked : null,
            Note = InvisibleNote(credential.Profile),
        };
    }

    /// <summary>The same with the means that renew the key.</summary>
    public static SessionSnapshot WithBacking(SessionSnapshot snapshot, KeyReading key, RoleBacking backing)
    {
        CredentialSourceKind kind = key.Credential.Origin.Kind;
        TimeSpan? left = LeftForPerson(kind, key.IsRefused ? null : snapshot.Remaining, backing);
        return snapshot with
        {
            TokenLeft = backing.Token?.Left,
            MfaDevice = backing.Mfa?.Device,
            ComesFromSignIn = backing.Session is not null,
            Renewal = RenewalOf(kind, snapshot.Settings, backing),
            Note = snapshot.Note ?? (kind == CredentialSourceKind.AssumeRole ? backing.Words(key.Clock.GetUtcNow()) : null),
            Left = left,
            Verdict = Judge(key, left, snapshot.Settings),
        };
    }

    private static SessionVerdict Judge(KeyReading key, TimeSpan? left, KeepaliveConfiguration settings) => key switch
    {
        { HasEnded: true } => SessionVerdict.Expired,
        { IsRefused: true } => SessionVerdict.Revoked,
        { Credential.Expiry: not null } => left <= settings.WarnAhead ? SessionVerdict.EndsSoon : SessionVerdict.Valid,
        { Credential.SessionToken: null } => SessionVerdict.LongLived,
        _ => SessionVerdict.Unknown,
    };

    /// <summary>The way in which a credential of this source is renewed.</summary>
    public static SessionRenewal RenewalOf(CredentialSourceKind kind, KeepaliveConfiguration settings, RoleBacking? backing) =>
        (backing is { Serves: true } && (kind != CredentialSourceKind.Login || backing.Token is { CanBeRefreshed: true })) || kind == CredentialSourceKind.Machine ? SessionRenewal.Silently
        : kind == CredentialSourceKind.CredentialProcess ? SessionRenewal.Program
        : kind == CredentialSourceKind.Environment ? SessionRenewal.Nothing
        : settings.AutoLoginSetting is not null ? SessionRenewal.AutoLogin
        : SessionRenewal.Person;

    /// <summary>The time until a person is needed; null if no person is needed, or the time is not known.</summary>
    public static TimeSpan? LeftForPerson(CredentialSourceKind kind, TimeSpan? keyLeft, RoleBacking? backing) =>
        backing is { NeedsNobody: true } || kind is CredentialSourceKind.CredentialProcess or CredentialSourceKind.Machine ? null
        : backing is { Left: { } end } ? (keyLeft > end ? keyLeft : end)
        : keyLeft;

    /// <summary>A profile that has no credential.</summary>
    public static SessionSnapshot Without(string profile, KeepaliveConfiguration settings, string code) =>
        new() { Profile = profile, Settings = settings, Verdict = SessionVerdict.Unusable, ErrorCode = code, Renewal = SessionRenewal.Nothing };

    /// <summary>A warning about a profile name that Claude Code's own SDK can't read; null for a usual name.</summary>
    public static string? InvisibleNote(string? profile) => profile is null || ProfileName.IsPortable(profile)
        ? null
        : "Claude Code's own AWS SDK can't see a profile of this name; awsCredentialExport can give its credential";
}
