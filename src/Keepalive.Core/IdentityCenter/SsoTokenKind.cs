using Keepalive.Platform.Time;
using Keepalive.Tokens;

namespace Keepalive.IdentityCenter;

/// <summary>The access token of a session of IAM Identity Center, in <c>~/.aws/sso/cache</c>.</summary>
internal sealed class SsoTokenKind(SystemEnvironment environment, SsoSession session) : TokenKind<SsoToken>(environment, session)
{
    public override string Path { get; } =
        environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".aws", "sso", "cache", $"{session.CacheKey}.json");

    /// <summary>botocore renews 15 min ahead, JavaScript 5, .NET 6.</summary>
    public override TimeSpan RenewAhead => TimeSpan.FromMinutes(20);

    public override TimeSpan Jitter => TimeSpan.FromMinutes(2);

    /// <summary>The call that renews a token at a service.</summary>
    public Func<SsoToken, Deadline, Task<SsoToken>> Renewal(IIdentityCenter center, TimeProvider clock) => (token, deadline) => SuccessorToken.RenewAsync(
        this,
        token,
        async () =>
        {
            TokenAnswer answer = await center.RefreshAsync(token, deadline, CancellationToken.None).ConfigureAwait(false);
            return token.Renewed(answer.AccessToken, clock.GetUtcNow().ShiftedBy(answer.Lifetime), answer.RefreshToken);
        },
        next => token.Renewed(token.AccessToken, token.Expires, next),
        clock);

    public override SsoToken? Parse(ReadOnlyMemory<byte> content) => SsoToken.Parse(content.Span);

    public override KeepaliveException Invalid(ReadOnlySpan<byte> content) => KeepaliveErrors.TokenFileInvalid(Path, SsoToken.FindFault(content));

    public override KeepaliveException Ended(SsoToken token, bool isRefused) =>
        isRefused ? KeepaliveErrors.AccessTokenRejected(Session.DisplayName) : KeepaliveErrors.SignedOut(Session.DisplayName, token.Expires);

    public override bool IsFinal(string code) =>
        code is KeepaliveErrorCode.SignInRequired or KeepaliveErrorCode.ClientRegistrationInvalid or KeepaliveErrorCode.ClientNotAuthorized;
}

/// <summary>The token file of a session of IAM Identity Center.</summary>
internal sealed class TokenCache(SystemEnvironment environment, SsoSession session, TimeProvider clock)
    : TokenFile<SsoToken>(new SsoTokenKind(environment, session), clock);

/// <summary>Gives the access token of a session of IAM Identity Center.</summary>
internal sealed class TokenRefresher(SystemEnvironment environment, SsoSession session, IIdentityCenter center, TimeProvider clock)
    : TokenRefresher<SsoToken>(new SsoTokenKind(environment, session), new SsoTokenKind(environment, session).Renewal(center, clock), clock);
