using Keepalive.IdentityCenter;

namespace Keepalive.SignIn;

/// <summary>The kinds of <see cref="SignInAnswer"/>.</summary>
internal enum SignInAnswerKind
{
    /// <summary>There is a token.</summary>
    Token,

    /// <summary>authorization_pending: the sign-in is not approved yet.</summary>
    Pending,

    /// <summary>slow_down: not yet, and five seconds more between polls from now on (RFC 8628, 3.5).</summary>
    SlowDown,

    /// <summary>access_denied.</summary>
    Denied,

    /// <summary>expired_token; for an authorization code invalid_grant too.</summary>
    Expired,
}

/// <summary>The answer of CreateToken to a sign-in. "Not yet" is a normal answer, not an error.</summary>
internal sealed class SignInAnswer
{
    private SignInAnswer(SignInAnswerKind kind, TokenAnswer? token = null)
    {
        Kind = kind;
        Token = token;
    }

    public static SignInAnswer Pending { get; } = new(SignInAnswerKind.Pending);

    public static SignInAnswer SlowDown { get; } = new(SignInAnswerKind.SlowDown);

    public static SignInAnswer Denied { get; } = new(SignInAnswerKind.Denied);

    public static SignInAnswer Expired { get; } = new(SignInAnswerKind.Expired);

    public SignInAnswerKind Kind { get; }

    /// <summary>The token; null for every other kind.</summary>
    public TokenAnswer? Token { get; }

    public static SignInAnswer Of(TokenAnswer token) => new(SignInAnswerKind.Token, token);

    /// <summary>The kind, never a token.</summary>
    public override string ToString() => Kind.ToString();
}
