using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.IdentityCenter;
using Keepalive.SignIn;
using Keepalive.Tokens;

namespace Keepalive.Sessions;

/// <summary>
/// The means that renew a credential without a person: the sign-in or key at the end of a role's chain, with its MFA session, a web identity, or the
/// long-lived keys of aws-mfa. Also the time until a person is needed. From files alone.
/// </summary>
internal sealed class RoleBacking
{
    private RoleBacking(string profile, CredentialSourceKind? kind) => (Profile, Kind) = (profile, kind);

    /// <summary>The profile at the end of the chain.</summary>
    public string Profile { get; }

    /// <summary>The sign-in of a person, to IAM Identity Center or with <c>aws login</c>; null if it is another source.</summary>
    public SignInSession? Session { get; private init; }

    /// <summary>The access token of the sign-in; null if there is none.</summary>
    public TokenStatus? Token { get; private init; }

    /// <summary>The source's kind; null if it has none.</summary>
    public CredentialSourceKind? Kind { get; }

    /// <summary>The code of an MFA device that a person will have to give; null if none is needed.</summary>
    public MfaNeed? Mfa { get; private init; }

    /// <summary>The remaining time of the sign-in, key or MFA session; null if it has no end, or if it is unknown.</summary>
    public TimeSpan? Left => Session is not null ? Token?.Left : Mfa?.Left is { } mfa ? (KeyLeft > mfa ? KeyLeft : mfa) : IsLasting ? null : KeyLeft;

    /// <summary>No person will be needed.</summary>
    public bool NeedsNobody => Session is not null ? Token is { CanBeRefreshed: true } : Serves && Left is null;

    /// <summary>The credential can be renewed now without a person.</summary>
    public bool Serves => Session is not null ? Token is { Serves: true }
        : Mfa is not null ? Left > CredentialExpiry.LastUsable
        : IsLasting || (Credential is not null && !(Left <= CredentialExpiry.LastUsable));

    /// <summary>A source that gives the next credential without a person: a program, a machine, a file that a cluster writes, or keys with a stored seed.</summary>
    private bool IsLasting => IsMachine || Kind is CredentialSourceKind.CredentialProcess or CredentialSourceKind.WebIdentity || IsOfLongTermKeys;

    private bool IsMachine { get; init; }

    /// <summary>When the keys that aws-mfa has written have ended, its long-lived ones give the next.</summary>
    private bool IsOfLongTermKeys { get; init; }

    private AwsCredential? Credential { get; init; }

    private TimeSpan? KeyLeft { get; init; }

    /// <summary>Reads it for the credential that a profile has or needs; null if neither a sign-in nor a key is behind it.</summary>
    /// <param name="resolver">Finds credentials.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="kind">The source of the credential.</param>
    /// <param name="tokenOf">Reads the access token behind a profile.</param>
    public static RoleBacking? Of(CredentialResolver resolver, AwsProfile profile, CredentialSourceKind kind, Func<AwsProfile, TokenStatus?> tokenOf) => kind switch
    {
        CredentialSourceKind.SingleSignOn or CredentialSourceKind.Login or CredentialSourceKind.AssumeRole => OfRole(resolver, profile, tokenOf),
        CredentialSourceKind.WebIdentity => new RoleBacking(profile.Name, kind),
        CredentialSourceKind.LongTermKeys or CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile when LongTermKeys.Find(profile) is not null =>
            new RoleBacking(profile.Name, CredentialSourceKind.LongTermKeys) { IsOfLongTermKeys = true, Mfa = resolver.FindMfaNeed(profile) },
        _ => null,
    };

    private static RoleBacking OfRole(CredentialResolver resolver, AwsProfile profile, Func<AwsProfile, TokenStatus?> tokenOf)
    {
        RoleChain? chain = RoleChain.IsNamedBy(profile) ? RoleChain.Read(profile) : null;
        if (chain?.NamedSource is not null)
        {
            AwsCredential? keys = resolver.FindKeysFor(chain);
            bool isMachine = chain.NamedSource.Unquoted != "Environment"; // It renews its own credential.
            return new RoleBacking(isMachine ? chain.NamedSource.Unquoted : "the environment variables", isMachine ? CredentialSourceKind.Machine : CredentialSourceKind.Environment)
            {
                Credential = keys,
                KeyLeft = keys?.Expiry?.Instant - resolver.Clock.GetUtcNow(),
                IsMachine = isMachine,
                Mfa = resolver.FindMfaNeed(profile),
            };
        }

        AwsProfile end = chain?.Base ?? profile;
        if (SignInSessions.Of(end) is { } session)
        {
            return new RoleBacking(end.Name, session is SsoSession ? CredentialSourceKind.SingleSignOn : CredentialSourceKind.Login) { Session = session, Token = tokenOf(profile) };
        }

        if (chain?.Base is null)
        {
            return new RoleBacking(end.Name, kind: null);
        }

        (AwsCredential? credential, CredentialSourceKind? unasked) = resolver.PeekBase(end);
        return new RoleBacking(end.Name, unasked ?? credential?.Origin.Kind)
        {
            Credential = credential,
            KeyLeft = credential?.Expiry?.Instant - resolver.Clock.GetUtcNow(),
            IsOfLongTermKeys = LongTermKeys.Find(end) is not null,
            Mfa = resolver.FindMfaNeed(profile),
        };
    }

    /// <summary>The error of a credential that can't be renewed without a person.</summary>
    /// <param name="inUse">The profile in use.</param>
    /// <param name="machine">The time by this machine's clock.</param>
    /// <param name="aws">The time by AWS's clock.</param>
    public KeepaliveException? Fault(string inUse, DateTimeOffset machine, DateTimeOffset aws) =>
        Session is not null ? KeepaliveErrors.SignedOut(Session.DisplayName, Token is null ? null : machine + Token.Left)
        : Mfa is not null ? KeepaliveErrors.MfaCodeNeeded(inUse, MfaCodes.NameOf(Mfa.Device))
        : Credential?.Expiry is { } expiry ? KeepaliveErrors.CredentialExpired(Profile, expiry.Instant, expiry.Source, aws)
        : null;

    /// <summary>The source with its end, as a note.</summary>
    /// <param name="now">The time by AWS's clock.</param>
    public string? Words(DateTimeOffset now) => Kind is not { } kind ? null
        : $"the role is assumed with '{Profile}' ({CredentialSources.Of(kind).ShortName}{End(now)})";

    private string End(DateTimeOffset now) =>
        Token is { CanBeRefreshed: true } || Left is not { } left ? string.Empty
        : (Mfa is not null ? ", MFA session" : ",") + (left > TimeSpan.Zero ? $" until {Timestamp.Format(now + left)}" : Mfa is not null ? " has ended" : " which has ended");
}
