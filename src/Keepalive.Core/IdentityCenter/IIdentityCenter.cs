using Keepalive.Platform.Time;

namespace Keepalive.IdentityCenter;

/// <summary>IAM Identity Center as the sessions need it. One implementation speaks the wire; tests have others.</summary>
internal interface IIdentityCenter
{
    /// <summary>CreateToken with a refresh token. Not replayed when its answer is lost.</summary>
    /// <exception cref="KeepaliveException">SignInRequired when the service refuses the token for good; else what failed.</exception>
    /// <exception cref="Tokens.UnfinishedRenewalException">The answer has the next refresh token and no access token.</exception>
    Task<TokenAnswer> RefreshAsync(SsoToken token, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>GetRoleCredentials.</summary>
    /// <exception cref="KeepaliveException">SignInRequired (401), RoleNotAssigned (403, 404); else what failed.</exception>
    Task<RoleCredential> GetRoleCredentialAsync(SsoToken token, SsoRole role, Deadline deadline, CancellationToken cancellationToken);
}

/// <summary>The answer of CreateToken.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="Lifetime">From now on.</param>
/// <param name="RefreshToken">The next refresh token; null keeps the old one.</param>
internal sealed record TokenAnswer(string AccessToken, TimeSpan Lifetime, string? RefreshToken)
{
    /// <summary>The lifetime, never a token.</summary>
    public override string ToString() => $"for {Lifetime}";
}
