namespace Keepalive.SingleSignOn.SignIn;

/// <summary>The ways to sign in.</summary>
public enum SignInFlow
{
    /// <summary>Authorization code with PKCE: a browser on this machine brings the answer to a loopback port (RFC 7636, RFC 8252).</summary>
    AuthorizationCode,

    /// <summary>Device code: any browser, on any machine, and a short code to compare (RFC 8628).</summary>
    DeviceCode,

    /// <summary>An automatic login: a command that asks no person at this keyboard.</summary>
    Command,

    /// <summary>The refresh token of the sign-in session, which needs no person.</summary>
    RefreshToken,
}
