using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>Every error that the services name, through the real SDK clients.</summary>
public sealed class SdkFailureTests : IDisposable
{
    private readonly NetworkHome _home = new();

    public static TheoryData<string, int, string, string> OidcErrors => new()
    {
        { "AuthorizationPendingException", 400, "authorization_pending", KeepaliveErrorCode.SignInPending },
        { "SlowDownException", 400, "slow_down", KeepaliveErrorCode.SignInPollingTooFast },
        { "ExpiredTokenException", 400, "expired_token", KeepaliveErrorCode.SignInCodeExpired },
        { "InvalidGrantException", 400, "invalid_grant", KeepaliveErrorCode.SignInCodeRefused },
        { "InvalidClientException", 401, "invalid_client", KeepaliveErrorCode.ClientRegistrationInvalid },
        { "AccessDeniedException", 400, "access_denied", KeepaliveErrorCode.SignInDenied },
        { "UnauthorizedClientException", 400, "unauthorized_client", KeepaliveErrorCode.ClientNotAuthorized },
        { "InvalidScopeException", 400, "invalid_scope", KeepaliveErrorCode.ScopeInvalid },
        { "InvalidRequestException", 400, "invalid_request", KeepaliveErrorCode.ServiceRefused },
        { "UnsupportedGrantTypeException", 400, "unsupported_grant_type", KeepaliveErrorCode.GrantTypeUnsupported },
        { "InvalidClientMetadataException", 400, "invalid_client_metadata", KeepaliveErrorCode.ClientMetadataInvalid },
        { "InvalidRedirectUriException", 400, "invalid_redirect_uri", KeepaliveErrorCode.RedirectUriInvalid },
        { "InvalidRequestRegionException", 400, "invalid_request", KeepaliveErrorCode.SsoRegionWrong },
        { "InternalServerException", 500, "server_error", KeepaliveErrorCode.ServiceUnavailable },
    };

    public static TheoryData<Exception> LetThrough => [new FormatException(), new OverflowException(), new System.Xml.XmlException()];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(LetThrough))]
    public void A_time_or_a_number_that_the_SDK_can_not_read_is_an_answer_that_is_lost(Exception thrown)
    {
        CallFailure failure = SdkFailures.Classify(thrown, AwsOperation.GetRoleCredentials, "work", DateTimeOffset.UnixEpoch)!;

        Assert.Equal((KeepaliveErrorCode.AnswerLost, RetryChance.OnlyIfReplayable), (failure.Error.Code, failure.Retry));
    }

    [Theory]
    [MemberData(nameof(OidcErrors))]
    public async Task Every_error_of_signing_in_has_its_code_in_whatever_form_it_comes(string type, int status, string word, string code)
    {
        string body = $$"""{"error":"{{word}}","error_description":"Secret words"}""";
        List<(string Headers, string Body)> forms =
        [
            ($"x-amzn-ErrorType: {type}\r\n", body),
            ($"x-amzn-ErrorType: {type}:http://internal.amazon.com/\r\n", body),
            ($"x-amzn-ErrorType: {type}\r\n", string.Empty),
            (string.Empty, $$"""{"__type":"com.amazonaws.ssooidc#{{type}}","message":"Secret words"}"""),
        ];
        if (type != "InvalidRequestRegionException")
        {
            forms.Add((string.Empty, body));
        }

        foreach ((string headers, string text) in forms)
        {
            CallFailure failure = await CreateTokenAsync(LoopbackServer.Http(status, "application/json", text, headers), AwsOperation.PollDeviceToken);

            Assert.Equal(code, failure.Error.Code);
            Assert.True(failure.RequestWasSent);
            Assert.DoesNotContain("Secret", failure.Error.Message + failure.Error.Advice, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ExpiredTokenException")]
    [InlineData("InvalidGrantException")]
    public async Task A_refresh_that_is_refused_needs_the_person(string type)
    {
        CallFailure failure = await CreateTokenAsync(Error(400, type), AwsOperation.RefreshToken);

        Assert.Equal((KeepaliveErrorCode.SignInRequired, RetryChance.None), (failure.Error.Code, failure.Retry));
    }

    [Fact]
    public async Task What_a_refusal_adds_is_told()
    {
        CallFailure kms = await CreateTokenAsync(Error(400, "AccessDeniedException", """{"error":"access_denied","reason":"KMS_DisabledException"}"""), AwsOperation.RefreshToken);

        Assert.Contains("KMS_DisabledException", kms.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "TooManyRequestsException", (int)AwsOperation.RefreshToken, KeepaliveErrorCode.ServiceThrottled, "Safe")]
    [InlineData(400, "SlowDownException", (int)AwsOperation.RefreshToken, KeepaliveErrorCode.ServiceThrottled, "Safe")]
    [InlineData(400, "SlowDownException", (int)AwsOperation.PollDeviceToken, KeepaliveErrorCode.SignInPollingTooFast, "None")]
    [InlineData(503, "", (int)AwsOperation.RefreshToken, KeepaliveErrorCode.ServiceUnavailable, "OnlyIfReplayable")]
    public async Task What_may_be_tried_again(int status, string type, int operation, string code, string retry)
    {
        CallFailure failure = await CreateTokenAsync(Error(status, type, headers: "Retry-After: 3\r\n"), (AwsOperation)operation);

        Assert.Equal((code, retry), (failure.Error.Code, failure.Retry.ToString()));
        Assert.Equal(TimeSpan.FromSeconds(3), failure.RetryAfter);
    }

    [Theory]
    [InlineData(401, "UnauthorizedException", KeepaliveErrorCode.AccessTokenRejected)]
    [InlineData(403, "ForbiddenException", KeepaliveErrorCode.RoleNotAssigned)]
    [InlineData(403, "", KeepaliveErrorCode.RoleNotAssigned)]
    [InlineData(404, "ResourceNotFoundException", KeepaliveErrorCode.RoleNotAssigned)]
    [InlineData(429, "TooManyRequestsException", KeepaliveErrorCode.ServiceThrottled)]
    [InlineData(400, "InvalidRequestException", KeepaliveErrorCode.ServiceRefused)]
    [InlineData(500, "", KeepaliveErrorCode.ServiceUnavailable)]
    public async Task Every_error_of_the_portal_has_its_code(int status, string type, string code)
    {
        await using LoopbackServer server = LoopbackServer.Plain(Error(status, type, """{"message":"No access"}"""));
        using AmazonSSOClient client = ClientConfigurations.SsoPortal(Endpoint(server), _home.Http());
        Exception? thrown = await Record.ExceptionAsync(() => client.GetRoleCredentialsAsync(
            new GetRoleCredentialsRequest { AccessToken = "t", AccountId = "123456789012", RoleName = "r" }, TestContext.Current.CancellationToken));

        Assert.Equal(code, SdkFailures.Classify(thrown!, AwsOperation.GetRoleCredentials, "p", FakeClock.Noon)?.Error.Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true, KeepaliveErrorCode.AnswerLost, null)]
    [InlineData(false, KeepaliveErrorCode.TlsInterrupted, false)]
    public async Task The_SDK_hands_on_what_the_network_did_and_tries_nothing_again(bool plain, string code, bool? sent)
    {
        await using LoopbackServer server = plain ? LoopbackServer.Answering(null, _ => null) : LoopbackServer.HangsUp(withReset: true);
        CallFailure failure = await CreateTokenAsync(server, AwsOperation.RefreshToken, plain ? "http" : "https");

        Assert.Equal((code, sent), (failure.Error.Code, failure.RequestWasSent));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_good_answer_arrives_and_the_SDK_disposes_of_nothing_of_ours()
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(200, "application/json", """{"accessToken":"a","expiresIn":60}"""));
        AwsHttp http = _home.Http();
        for (int i = 0; i < 2; i++)
        {
            using AmazonSSOOIDCClient client = ClientConfigurations.SsoOidc(Endpoint(server), http);
            CreateTokenResponse token = await client.CreateTokenAsync(Request, TestContext.Current.CancellationToken);
            Assert.Equal(("a", 60), (token.AccessToken, token.ExpiresIn));
        }

        Assert.Equal(1, server.Connections);
        Assert.DoesNotContain("Authorization:", server.Requests[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_cancellation_is_no_failure_of_a_call() =>
        Assert.Null(SdkFailures.Classify(new OperationCanceledException(), AwsOperation.Sts, "p", FakeClock.Noon));

    private static CreateTokenRequest Request => new() { ClientId = "c", ClientSecret = "s", GrantType = "refresh_token", RefreshToken = "r" };

    private static string Error(int status, string type, string body = "{}", string headers = "") =>
        LoopbackServer.Http(status, "application/json", body, headers + (type.Length > 0 ? $"x-amzn-ErrorType: {type}\r\n" : string.Empty));

    private static ServiceEndpoint Endpoint(LoopbackServer server, string scheme = "http") =>
        new("us-east-1", default, EndpointOverride.Check($"{scheme}://127.0.0.1:{server.Port}", "the test"));

    private async Task<CallFailure> CreateTokenAsync(string answer, AwsOperation operation)
    {
        await using LoopbackServer server = LoopbackServer.Plain(answer);
        return await CreateTokenAsync(server, operation);
    }

    private async Task<CallFailure> CreateTokenAsync(LoopbackServer server, AwsOperation operation, string scheme = "http")
    {
        using AmazonSSOOIDCClient client = ClientConfigurations.SsoOidc(Endpoint(server, scheme), _home.Http());
        Exception? thrown = await Record.ExceptionAsync(() => client.CreateTokenAsync(Request, TestContext.Current.CancellationToken));
        return Assert.IsType<CallFailure>(SdkFailures.Classify(thrown!, operation, "p", FakeClock.Noon));
    }
}
