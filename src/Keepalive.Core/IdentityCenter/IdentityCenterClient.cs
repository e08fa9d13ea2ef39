using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;
using Keepalive.Tokens;

namespace Keepalive.IdentityCenter;

/// <summary>IAM Identity Center over the wire, through the clients of the AWS SDK, which know its shapes and its hosts.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="profile">The profile in use; its endpoints and bundles count.</param>
/// <param name="session">The session.</param>
/// <param name="clock">The time.</param>
internal sealed class IdentityCenterClient(SystemEnvironment environment, AwsProfile? profile, SsoSession session, AwsClock clock) : IIdentityCenter
{
    /// <summary>For a lifetime that is none: longer than a renewal ahead of the end, and renewed a few minutes later.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromMinutes(25);

    /// <summary>The longest session of a permission set.</summary>
    private static readonly TimeSpan LongestRole = TimeSpan.FromHours(12);

    private readonly ServiceCalls _calls = new(environment, profile, session, clock);

    public async Task<TokenAnswer> RefreshAsync(SsoToken token, Deadline deadline, CancellationToken cancellationToken)
    {
        using AmazonSSOOIDCClient client = ClientConfigurations.SsoOidc(_calls.Endpoint(AwsService.SsoOidc), _calls.Http(deadline, isPatient: true));
        var request = new CreateTokenRequest
        {
            ClientId = token.ClientId,
            ClientSecret = token.ClientSecret,
            GrantType = "refresh_token",
            RefreshToken = token.RefreshToken,
        };
        CreateTokenResponse answer = await _calls.RunAsync(
            stop => client.CreateTokenAsync(request, stop), AwsOperation.RefreshToken, session.DisplayName, mayReplay: false, deadline, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return Read(answer, session);
        }
        catch (KeepaliveException exception) when (WireText.IsKept(answer.RefreshToken))
        {
            throw new UnfinishedRenewalException(answer.RefreshToken, exception);
        }
    }

    /// <summary>The tokens of an answer.</summary>
    /// <exception cref="KeepaliveException">AnswerLost: there is none in it.</exception>
    public static TokenAnswer Read(CreateTokenResponse answer, SsoSession session) => WireText.IsKept(answer.AccessToken)
        ? new TokenAnswer(
            answer.AccessToken,
            answer.ExpiresIn is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : ShortLife,
            WireText.IsKept(answer.RefreshToken) ? answer.RefreshToken : null) // One that can't be sent is as good as none.
        : throw KeepaliveErrors.AnswerLost(session.DisplayName, "it contains no token that can be sent (accessToken)");

    public async Task<RoleCredential> GetRoleCredentialAsync(SsoToken token, SsoRole role, Deadline deadline, CancellationToken cancellationToken)
    {
        using AmazonSSOClient client = ClientConfigurations.SsoPortal(_calls.Endpoint(AwsService.SsoPortal), _calls.Http(deadline));
        var request = new GetRoleCredentialsRequest { AccessToken = token.AccessToken, AccountId = role.AccountId, RoleName = role.RoleName };
        GetRoleCredentialsResponse answer = await _calls.RunAsync(
            stop => client.GetRoleCredentialsAsync(request, stop), AwsOperation.GetRoleCredentials, role.Profile, mayReplay: true, deadline, cancellationToken)
            .ConfigureAwait(false);
        return answer.RoleCredentials is not { Expiration: { } expiration } keys ? throw KeepaliveErrors.AnswerLost(role.Profile, "it contains no credential")
            : Timestamp.TryFromUnixMilliseconds(expiration, out DateTimeOffset expires) ? new RoleCredential(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken, Believed(expires))
            : throw KeepaliveErrors.AnswerLost(role.Profile, "the expiry of its credential is not a time");
    }

    /// <summary>A role that claims a longer life is asked for again earlier.</summary>
    private DateTimeOffset Believed(DateTimeOffset expires) => clock.GetUtcNow().ShiftedBy(LongestRole) is var latest && expires > latest ? latest : expires;
}
