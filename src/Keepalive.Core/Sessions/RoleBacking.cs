using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.IdentityCenter;
using Keepalive.SignIn;
using Keepalive.Tokens;

namespace Keepalive.Sessions;

/// <summary>The sign-in or key at the end of a role's chain, which renews its credential without a person, and its remaining time. From files alone.</summary>
internal sealed class RoleBacking
{
    private RoleBacking(string profile, SignInSession? session, TokenStatus? token, AwsCredential? credential, CredentialSourceKind? kind, TimeSpan? left)
    {
        Profile = profile;
        Session = session;
        Token = token;
        Credential = credential;
        Kind = kind;
        Left = token?.Left ?? left;
    }

    /// <summary>The profile at the end of the chain.</summary>
    public string Profile { get; }

    /// <summary>The sign-in of a person, to IAM Identity Center or with <c>aws login</c>; null if it is another source.</summary>
    public SignInSession? Session { get; }

    /// <summary>The access token of the sign-in; null if there is none.</summary>
    public TokenStatus? Token { get; }

    /// <summary>The source's kind; null if it has none.</summary>
    public CredentialSourceKind? Kind { get; }

    /// <summary>The remaining time of the sign-in or key; null if it has no end, or if it is unknown.</summary>
    public TimeSpan? Left { get; }

    /// <summary>No person will be needed.</summary>
    public bool NeedsNobody => Session is not null ? Token is { CanBeRefreshed: true } : Serves && Left is null;

    /// <summary>The role can be renewed now without a person.</summary>
    public bool Serves => Session is not null
        ? Token is { Serves: true }
        : IsMachine || Kind is CredentialSourceKind.CredentialProcess || (Credential is not null && !(Left <= CredentialExpiry.LastUsable));

    private bool IsMachine { get; init; }

    private AwsCredential? Credential { get; }

    /// <summary>Reads it for a profile with a role, its own or of IAM Identity Center.</summary>
    /// <param name="resolver">Finds credentials.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="tokenOf">Reads the access token behind a profile.</param>
    public static RoleBacking Of(CredentialResolver resolver, AwsProfile profile, Func<AwsProfile, TokenStatus?> tokenOf)
    {
        RoleChain? chain = RoleChain.IsNamedBy(profile) ? RoleChain.Read(profile) : null;
        if (chain?.NamedSource is not null)
        {
            AwsCredential? keys = resolver.FindKeysFor(chain);
            bool isMachine = chain.NamedSource.Unquoted != "Environment"; // It renews its own credential.
            return new RoleBacking(
                isMachine ? chain.NamedSource.Unquoted : "the environment variables", null, null, keys, CredentialSourceKind.Environment,
                isMachine ? null : keys?.Expiry?.Instant - resolver.Clock.GetUtcNow())
            {
                IsMachine = isMachine,
            };
        }

        AwsProfile end = chain?.Base ?? profile;
        if (SignInSessions.Of(end) is { } session)
        {
            return new RoleBacking(end.Name, session, tokenOf(profile), null, session is SsoSession ? CredentialSourceKind.SingleSignOn : CredentialSourceKind.Login, null);
        }

        if (chain?.Base is null)
        {
            return new RoleBacking(end.Name, null, null, null, null, null);
        }

        (AwsCredential? credential, CredentialSourceKind? unasked) = resolver.PeekBase(end);
        return new RoleBacking(end.Name, null, null, credential, unasked ?? credential?.Origin.Kind, credential?.Expiry?.Instant - resolver.Clock.GetUtcNow());
    }

    /// <summary>The error of a role that can't be renewed without a person.</summary>
    /// <param name="machine">The time by this machine's clock.</param>
    /// <param name="aws">The time by AWS's clock.</param>
    public KeepaliveException? Fault(DateTimeOffset machine, DateTimeOffset aws) =>
        Session is not null ? KeepaliveErrors.SignedOut(Session.DisplayName, Token is null ? null : machine + Token.Left)
        : Credential?.Expiry is { } expiry ? KeepaliveErrors.CredentialExpired(Profile, expiry.Instant, expiry.Source, aws)
        : null;

    /// <summary>The source with its end, as a note.</summary>
    /// <param name="now">The time by AWS's clock.</param>
    public string? Words(DateTimeOffset now) => Kind is not { } kind ? null
        : $"the role is assumed with '{Profile}' ({CredentialSources.Of(kind).ShortName}{(Token is { CanBeRefreshed: true } || Left is not { } left ? string.Empty : left > TimeSpan.Zero ? $", until {Timestamp.Format(now + left)}" : ", which has ended")})";
}
