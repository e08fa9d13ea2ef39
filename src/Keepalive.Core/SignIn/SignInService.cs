using Amazon.Runtime.Endpoints;
using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Keepalive.Aws.Network;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>The sign-in over the wire, through the clients of the AWS SDK. A request is as the aws CLI makes it.</summary>
/// <param name="calls">Where the service is and how it is called.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class SignInService(ServiceCalls calls, TimeProvider clock) : ISignInService
{
    private const string DeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>For one call; the sign-in as a whole has its own bound.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);

    /// <summary>Used where the service names no interval (RFC 8628, 3.2).</summary>
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(5);

    public Uri AuthorizationEndpoint
    {
        get
        {
            ServiceEndpoint endpoint = calls.Endpoint(AwsService.SsoOidc);
            if (endpoint.Override is { } configured)
            {
                return new Uri(configured.Url.AbsoluteUri.TrimEnd('/') + "/authorize");
            }

            using AmazonSSOOIDCClient client = Client();
            var parameters = new ServiceOperationEndpointParameters(new CreateTokenRequest());
            return new Uri(client.Config.DetermineServiceOperationEndpoint(parameters).URL.TrimEnd('/') + "/authorize");
        }
    }

    public async Task<ClientRegistration> RegisterClientAsync(SsoSession session, SignInFlow flow, CancellationToken cancellationToken)
    {
        using AmazonSSOOIDCClient client = Client();
        var request = new RegisterClientRequest { ClientName = "keepalive", ClientType = "public", Scopes = [.. session.Scopes] };
        if (flow == SignInFlow.AuthorizationCode)
        {
            request.GrantTypes = ["authorization_code", "refresh_token"];
            request.RedirectUris = ["http://127.0.0.1/oauth/callback"];
            request.IssuerUrl = session.StartUrl;
        }

        RegisterClientResponse answer = await RunAsync(
            stop => client.RegisterClientAsync(request, stop), AwsOperation.RegisterClient, session, mayReplay: true, cancellationToken).ConfigureAwait(false);
        return !WireText.IsKept(answer.ClientId) || !WireText.IsKept(answer.ClientSecret) || answer.ClientSecretExpiresAt is not { } seconds
            || !Timestamp.TryFromUnixSeconds(seconds, out DateTimeOffset expires)
            ? throw KeepaliveErrors.AnswerLost(session.DisplayName, "it contains no registration")
            : new ClientRegistration(answer.ClientId, answer.ClientSecret, expires)
            {
                AuthorizationEndpoint = WebUrl.Read(answer.AuthorizationEndpoint),
            };
    }

    public async Task<DeviceAuthorization> StartDeviceAuthorizationAsync(SsoSession session, ClientRegistration registration, CancellationToken cancellationToken)
    {
        using AmazonSSOOIDCClient client = Client();
        var request = new StartDeviceAuthorizationRequest
        {
            ClientId = registration.ClientId,
            ClientSecret = registration.ClientSecret,
            StartUrl = session.StartUrl,
        };
        StartDeviceAuthorizationResponse answer = await RunAsync(
            stop => client.StartDeviceAuthorizationAsync(request, stop), AwsOperation.StartDeviceAuthorization, session, mayReplay: true, cancellationToken)
            .ConfigureAwait(false);
        return WebUrl.Read(answer.VerificationUri) is { } page && answer.ExpiresIn is > 0 and var lifetime
            ? new DeviceAuthorization(
                answer.DeviceCode,
                answer.UserCode,
                page,
                WebUrl.Read(answer.VerificationUriComplete),
                TimeSpan.FromSeconds(lifetime),
                answer.Interval is > 0 and var interval ? TimeSpan.FromSeconds(interval) : UsualInterval)
            : throw KeepaliveErrors.AnswerLost(session.DisplayName, "it contains no sign-in page");
    }

    public Task<SignInAnswer> CreateTokenWithCodeAsync(
        SsoSession session, ClientRegistration registration, AuthorizationCode code, CancellationToken cancellationToken) =>
        CreateTokenAsync(session, AwsOperation.ExchangeCode, new CreateTokenRequest
        {
            ClientId = registration.ClientId,
            ClientSecret = registration.ClientSecret,
            GrantType = "authorization_code",
            Code = code.Code,
            CodeVerifier = code.Verifier,
            RedirectUri = code.RedirectUri.ToString(),
        }, cancellationToken);

    public Task<SignInAnswer> CreateTokenWithDeviceCodeAsync(
        SsoSession session, ClientRegistration registration, string deviceCode, CancellationToken cancellationToken) =>
        CreateTokenAsync(session, AwsOperation.PollDeviceToken, new CreateTokenRequest
        {
            ClientId = registration.ClientId,
            ClientSecret = registration.ClientSecret,
            GrantType = DeviceCodeGrant,
            DeviceCode = deviceCode,
        }, cancellationToken);

    public async Task LogoutAsync(SsoSession session, string accessToken, CancellationToken cancellationToken)
    {
        Deadline deadline = Deadline.Fixed(clock, CallLimit);
        using AmazonSSOClient client = ClientConfigurations.SsoPortal(calls.Endpoint(AwsService.SsoPortal), calls.Http(deadline));
        try
        {
            await calls.RunAsync(
                stop => client.LogoutAsync(new LogoutRequest { AccessToken = accessToken }, stop),
                AwsOperation.SignOut, session.DisplayName, mayReplay: true, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.AccessTokenRejected)
        {
            // It is worth nothing already, which is what was asked for.
        }
    }

    /// <summary>Never made twice: a code is spent by the first call.</summary>
    private async Task<SignInAnswer> CreateTokenAsync(SsoSession session, AwsOperation operation, CreateTokenRequest request, CancellationToken cancellationToken)
    {
        using AmazonSSOOIDCClient client = Client();
        try
        {
            CreateTokenResponse answer = await RunAsync(
                stop => client.CreateTokenAsync(request, stop), operation, session, mayReplay: false, cancellationToken).ConfigureAwait(false);
            return SignInAnswer.Of(IdentityCenterClient.Read(answer, session));
        }
        catch (KeepaliveException exception) when (AnswerOf(exception.Code) is { } answer)
        {
            return answer;
        }
    }

    private static SignInAnswer? AnswerOf(string code) => code switch
    {
        KeepaliveErrorCode.SignInPending => SignInAnswer.Pending,
        KeepaliveErrorCode.SignInPollingTooFast => SignInAnswer.SlowDown,
        KeepaliveErrorCode.SignInDenied => SignInAnswer.Denied,
        KeepaliveErrorCode.SignInCodeExpired or KeepaliveErrorCode.SignInCodeRefused => SignInAnswer.Expired,
        _ => null,
    };

    private Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> call, AwsOperation operation, SsoSession session, bool mayReplay, CancellationToken cancellationToken) =>
        calls.RunAsync(call, operation, session.DisplayName, mayReplay, Deadline.Fixed(clock, CallLimit), cancellationToken);

    private AmazonSSOOIDCClient Client() =>
        ClientConfigurations.SsoOidc(calls.Endpoint(AwsService.SsoOidc), calls.Http(Deadline.Fixed(clock, CallLimit)));
}
