using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Files;
using Keepalive.Login;
using Keepalive.Profiles;
using Keepalive.SecurityTokens;
using Keepalive.SingleSignOn;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Sessions;

/// <summary>Looks at the profile in use: a few small files, no process, no network, no waiting.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Our own settings.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class OutlookReader(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock)
{
    private readonly CredentialResolver _resolver = new(environment, configuration, clock);
    private readonly RememberedStanding _standing = new(environment, clock);
    private readonly HandedOutKeys _handedOut = new(environment, clock);

    /// <summary>Looks.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <exception cref="KeepaliveException">A file can't be used, or is being written at this moment.</exception>
    public SessionOutlook Read(string? requested)
    {
        ProfileChoice choice = _resolver.Choose(requested);
        if (!choice.IsNamed && EnvironmentKeys.Find(environment, _resolver.Clock) is { } keys)
        {
            return Judge(
                new SessionOutlook { Profile = null, Settings = configuration, Source = CredentialSourceKind.Environment, Verdict = default }, keys, token: null, lastKey: null);
        }

        return Find(choice) is { } profile
            ? Look(profile) with { IsNamedByCaller = !string.IsNullOrEmpty(requested) }
            : new SessionOutlook { Profile = choice.Name, Settings = configuration, Verdict = OutlookVerdict.Nothing };
    }

    /// <summary>Null when nobody named a profile and there is none.</summary>
    private AwsProfile? Find(ProfileChoice choice)
    {
        try
        {
            return Settled.Now(stop => _resolver.ReadProfileAsync(choice, stop), ProfileFileLocations.Find(environment).Credentials);
        }
        catch (KeepaliveException exception) when (!choice.IsNamed && exception.Code == KeepaliveErrorCode.ProfileNotFound)
        {
            return null;
        }
    }

    private SessionOutlook Look(AwsProfile profile)
    {
        (AwsCredential? credential, CredentialSourceKind? unasked) = _resolver.Peek(profile);
        CredentialSourceKind? source = unasked ?? credential?.Origin.Kind;
        KeepaliveConfiguration settings = configuration.For(profile.Name);
        var outlook = new SessionOutlook
        {
            Profile = profile.Name,
            Settings = settings,
            Hold = settings.IsDriven ? AutoLoginHold.Find(environment, settings, profile.Name, clock) : null,
            Source = source,
            Verdict = default,
            SignIn = SignInGlance.Read(environment, profile, clock),
        };
        TokenGlance? token = source == CredentialSourceKind.SingleSignOn ? TokenGlance.Read(environment, profile, clock) : null;
        return Judge(outlook, credential, token, _handedOut.Last(profile.Name));
    }

    private SessionOutlook Judge(SessionOutlook outlook, AwsCredential? found, TokenGlance? token, HandedOutKey? lastKey)
    {
        AwsCredential? credential = found is null ? null : new EndInDoubt(_standing, _resolver.Clock).Judge(found);
        DateTimeOffset now = _resolver.Clock.GetUtcNow();
        bool isDead = credential is not null && IsDead(credential.AccessKeyId);
        DateTimeOffset? given = lastKey is not null && IsDead(lastKey.AccessKeyId) ? null : lastKey?.Expires;
        DateTimeOffset? ends = Later(isDead ? null : credential?.Expiry?.Instant, given);
        TimeSpan? keyLeft = ends - now;
        bool keyLives = keyLeft >= CredentialExpiry.LastUsable;
        OutlookVerdict verdict = (outlook.Source, credential) switch
        {
            _ when keyLives || token is { Serves: true } => OutlookVerdict.Alive,
            _ when isDead => OutlookVerdict.Ended,
            (null, _) or (_, { Expiry: null, SessionToken: null }) => OutlookVerdict.Nothing,
            (_, { Expiry: null }) => OutlookVerdict.Unknown,

            // A dead key of theirs tells nothing: a program gives another when it is run.
            (not CredentialSourceKind.SingleSignOn, null) => OutlookVerdict.Unknown,
            _ => OutlookVerdict.Ended,
        };

        return outlook with
        {
            Verdict = verdict,
            KeyLeft = keyLeft,
            IsRevoked = isDead && !keyLives,
            TokenLeft = token?.Left,
            RenewsSilently = token is { Serves: true },
            Left = LeftForPerson(outlook.Source, credential, keyLeft, token),
            ClockSkew = _resolver.Clock.Skew,
        };
    }

    private bool IsDead(string accessKeyId) => _standing.Read(accessKeyId) == KeyStanding.Dead;

    private static TimeSpan? LeftForPerson(CredentialSourceKind? source, AwsCredential? credential, TimeSpan? keyLeft, TokenGlance? token) => source switch
    {
        CredentialSourceKind.SingleSignOn when token is { CanBeRefreshed: true } => null,
        CredentialSourceKind.SingleSignOn when token is not null => keyLeft > token.Left ? keyLeft : token.Left,
        CredentialSourceKind.SingleSignOn => keyLeft,
        _ => credential is null ? null : keyLeft,
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other ? one : other ?? one;
}
