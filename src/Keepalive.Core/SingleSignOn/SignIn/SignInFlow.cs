namespace Keepalive.SingleSignOn.SignIn;

/// <summary>The ways to sign in.</summary>
public enum SignInFlow
{
    /// <summary>Authorization code with PKCE: a browser on this machine brings the answer to a loopback port (RFC 7636, RFC 8252).</summary>
    AuthorizationCode,

    /// <summary>Device code: any browser, on any machine, and a short code to compare (RFC 8628).</summary>
    DeviceCode,

    /// <summary>A command of the person's own, which asks nobody at this keyboard.</summary>
    Command,

    /// <summary>The session's own refresh token, which asks nobody at all.</summary>
    RefreshToken,
}
