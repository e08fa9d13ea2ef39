using Amazon.Runtime;
using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests.Witnesses;

/// <summary>The clients of the AWS SDK for .NET understand every answer and name every error.</summary>
public sealed class DotNetSdkTests : SandboxTest
{
    private const string Role = "arn:aws:iam::111122223333:role/Builder";

    protected override SandboxOptions MakeOptions() => new() { VerifySignatures = true };

    [Fact]
    public async Task Device_sign_in_refresh_and_portal()
    {
        using AmazonSSOOIDCClient oidc = Oidc();
        RegisterClientResponse client = await oidc.RegisterClientAsync(
            new RegisterClientRequest { ClientName = "witness", ClientType = "public", Scopes = ["sso:account:access"] }, Cancelled);
        StartDeviceAuthorizationResponse device = await oidc.StartDeviceAuthorizationAsync(
            new StartDeviceAuthorizationRequest { ClientId = client.ClientId, ClientSecret = client.ClientSecret, StartUrl = "https://d-1234567890.awsapps.com/start" }, Cancelled);
        var poll = new CreateTokenRequest { ClientId = client.ClientId, ClientSecret = client.ClientSecret, GrantType = DeviceGrant, DeviceCode = device.DeviceCode };

        await Assert.ThrowsAsync<AuthorizationPendingException>(() => oidc.CreateTokenAsync(poll, Cancelled));
        await Assert.ThrowsAsync<SlowDownException>(() => oidc.CreateTokenAsync(poll, Cancelled));
        await new ScriptedBrowser(Http).AllowAsync(new Uri(device.VerificationUriComplete), Cancelled);
        Clock.Advance(TimeSpan.FromSeconds(6));
        CreateTokenResponse tokens = await oidc.CreateTokenAsync(poll, Cancelled);
        var refresh = new CreateTokenRequest
        {
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            GrantType = "refresh_token",
            RefreshToken = tokens.RefreshToken,
        };
        CreateTokenResponse next = await oidc.CreateTokenAsync(refresh, Cancelled);
        InvalidGrantException reused = await Assert.ThrowsAsync<InvalidGrantException>(() => oidc.CreateTokenAsync(refresh, Cancelled));

        Assert.Equal(("invalid_grant", "Invalid refresh token provided"), (reused.Error, reused.Error_description));
        Assert.Equal(3600, next.ExpiresIn);
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(client.ClientSecretExpiresAt!.Value) - Clock.GetUtcNow(), TimeSpan.FromDays(89), TimeSpan.FromDays(90));
        await UsePortalAsync(next.AccessToken);
    }

    [Fact]
    public async Task Browser_sign_in()
    {
        const string Callback = "http://127.0.0.1:51234/oauth/callback";
        using AmazonSSOOIDCClient oidc = Oidc();
        RegisterClientResponse client = await oidc.RegisterClientAsync(
            new RegisterClientRequest
            {
                ClientName = "witness",
                ClientType = "public",
                Scopes = ["sso:account:access"],
                GrantTypes = ["authorization_code", "refresh_token"],
                RedirectUris = [Callback],
                IssuerUrl = "https://d-1234567890.awsapps.com/start",
            },
            Cancelled);
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, new Client(client.ClientId, client.ClientSecret), Callback);
        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);

        CreateTokenResponse tokens = await oidc.CreateTokenAsync(
            new CreateTokenRequest
            {
                ClientId = client.ClientId,
                ClientSecret = client.ClientSecret,
                GrantType = "authorization_code",
                Code = PkceRequest.Parameter(back, "code"),
                CodeVerifier = request.Verifier,
                RedirectUri = Callback,
            },
            Cancelled);

        Assert.True(Server.IdentityCenter.Accepts(tokens.AccessToken));
        Assert.NotEmpty(tokens.RefreshToken);
    }

    [Fact]
    public async Task Every_error_of_oidc_becomes_its_exception()
    {
        using AmazonSSOOIDCClient oidc = Oidc();
        foreach (string name in new[]
        {
            "AccessDeniedException", "AuthorizationPendingException", "ExpiredTokenException", "InternalServerException", "InvalidClientException", "InvalidGrantException",
            "InvalidRequestException", "InvalidScopeException", "SlowDownException", "UnauthorizedClientException", "UnsupportedGrantTypeException",
        })
        {
            Server.Faults.Next(SandboxOperation.CreateToken, Fault.Error(name));

            AmazonSSOOIDCException exception = await Assert.ThrowsAnyAsync<AmazonSSOOIDCException>(
                () => oidc.CreateTokenAsync(new CreateTokenRequest { ClientId = "c", ClientSecret = "s", GrantType = "refresh_token" }, Cancelled));

            Assert.Equal(name, exception.GetType().Name);
            Assert.Equal(name, exception.ErrorCode);
        }
    }

    [Fact]
    public async Task Every_error_of_the_portal_becomes_its_exception()
    {
        using AmazonSSOClient portal = Portal();
        foreach (string name in new[] { "InvalidRequestException", "UnauthorizedException", "ResourceNotFoundException", "TooManyRequestsException" })
        {
            Server.Faults.Next(SandboxOperation.ListAccounts, Fault.Error(name));

            AmazonSSOException exception = await Assert.ThrowsAnyAsync<AmazonSSOException>(
                () => portal.ListAccountsAsync(new ListAccountsRequest { AccessToken = "t" }, Cancelled));

            Assert.Equal(name, exception.GetType().Name);
        }

        AmazonSSOException forbidden = await Assert.ThrowsAnyAsync<AmazonSSOException>(() => portal.GetRoleCredentialsAsync(
            new GetRoleCredentialsRequest { AccessToken = Server.IdentityCenter.SignIn().AccessToken, AccountId = "111122223333", RoleName = "Nobody" }, Cancelled));
        Assert.Equal((403, "ForbiddenException"), ((int)forbidden.StatusCode, forbidden.ErrorCode));
    }

    [Fact]
    public async Task Sts_with_signatures_that_are_checked()
    {
        SandboxKey user = Server.Keys.AddUser("111122223333", "witness");
        using AmazonSecurityTokenServiceClient asUser = StsClient(new BasicAWSCredentials(user.AccessKeyId, user.SecretAccessKey));

        GetCallerIdentityResponse identity = await asUser.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled);
        AssumeRoleResponse role = await asUser.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "with=odd,signs@x", DurationSeconds = 900 }, Cancelled);
        GetSessionTokenResponse session = await asUser.GetSessionTokenAsync(new GetSessionTokenRequest(), Cancelled);
        using AmazonSecurityTokenServiceClient asRole = StsClient(role.Credentials);
        GetCallerIdentityResponse assumed = await asRole.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled);

        Assert.Equal((user.Arn, "111122223333"), (identity.Arn, identity.Account));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Builder/with=odd,signs@x", assumed.Arn);
        Assert.Equal(role.AssumedRoleUser.Arn, assumed.Arn);
        Assert.InRange(role.Credentials.Expiration!.Value.ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.InRange(session.Credentials.Expiration!.Value.ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromHours(11), TimeSpan.FromHours(12));
        await AssertRefusedAsync("ValidationError", () => asRole.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "chain", DurationSeconds = 7200 }, Cancelled));
        await AssertRefusedAsync("AccessDenied", () => asRole.GetSessionTokenAsync(new GetSessionTokenRequest(), Cancelled));
    }

    [Fact]
    public async Task Sts_refuses_wrong_secrets_unknown_keys_and_expired_keys()
    {
        SandboxKey user = Server.Keys.AddUser("111122223333", "witness");
        using AmazonSecurityTokenServiceClient good = StsClient(new BasicAWSCredentials(user.AccessKeyId, user.SecretAccessKey));
        AssumeRoleResponse role = await good.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "me", DurationSeconds = 900 }, Cancelled);
        using AmazonSecurityTokenServiceClient temporary = StsClient(role.Credentials);

        await AssertIdentityRefusedAsync("SignatureDoesNotMatch", new BasicAWSCredentials(user.AccessKeyId, "wrong"));
        await AssertIdentityRefusedAsync("InvalidClientTokenId", new BasicAWSCredentials("AKIAUNKNOWN", "wrong"));
        await AssertIdentityRefusedAsync("InvalidClientTokenId", new SessionAWSCredentials(role.Credentials.AccessKeyId, role.Credentials.SecretAccessKey, "other"));
        await AssertIdentityRefusedAsync("MissingAuthenticationToken", new AnonymousAWSCredentials());
        Clock.Advance(TimeSpan.FromMinutes(15));
        await AssertRefusedAsync("ExpiredToken", () => temporary.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled));
    }

    [Fact]
    public async Task A_signature_holds_for_its_own_body_alone()
    {
        SandboxKey user = Server.Keys.AddUser("111122223333", "witness");
        using AmazonSecurityTokenServiceClient sts = StsClient(new BasicAWSCredentials(user.AccessKeyId, user.SecretAccessKey));
        await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled);
        LoggedRequest signed = Assert.Single(Server.Log.All);

        async Task<int> ReplayAsync(string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body) };
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", signed.Header("Content-Type"));
            foreach (string name in new[] { "Authorization", "x-amz-date", "x-amz-content-sha256", "amz-sdk-invocation-id", "amz-sdk-request", "User-Agent", "x-amz-user-agent" })
            {
                if (signed.Header(name) is { } value)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }
            }

            using HttpResponseMessage answer = await Http.SendAsync(request, Cancelled);
            return (int)answer.StatusCode;
        }

        Assert.Equal(200, await ReplayAsync("Action=GetCallerIdentity&Version=2011-06-15"));
        Assert.Equal(403, await ReplayAsync("Action=GetSessionToken&Version=2011-06-15"));
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_refused_and_then_corrected_by_the_date_of_the_answer()
    {
        SandboxKey user = Server.Keys.AddUser("111122223333", "witness");
        using AmazonSecurityTokenServiceClient sts = StsClient(new BasicAWSCredentials(user.AccessKeyId, user.SecretAccessKey), retries: 1);
        Clock.Advance(TimeSpan.FromMinutes(16));

        await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled);

        Assert.Equal(["SignatureDoesNotMatch", null], Server.Log.Of(SandboxOperation.GetCallerIdentity).Select(request => request.Error));
    }

    [Fact]
    public async Task Sts_takes_a_web_identity_and_a_saml_assertion_without_signature()
    {
        using AmazonSecurityTokenServiceClient sts = StsClient(new AnonymousAWSCredentials());
        DateTimeOffset end = Clock.GetUtcNow().AddMinutes(5);

        AssumeRoleWithWebIdentityResponse web = await sts.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest { RoleArn = Role, RoleSessionName = "web", WebIdentityToken = IdentityTokens.WebIdentity("subject", end) }, Cancelled);
        AssumeRoleWithSAMLResponse saml = await sts.AssumeRoleWithSAMLAsync(
            new AssumeRoleWithSAMLRequest { RoleArn = Role, PrincipalArn = "arn:aws:iam::111122223333:saml-provider/idp", SAMLAssertion = IdentityTokens.Saml("saml", end) }, Cancelled);

        Assert.Equal(("subject", "sts.amazonaws.com"), (web.SubjectFromWebIdentityToken, web.Audience));
        Assert.EndsWith("/saml", saml.AssumedRoleUser.Arn, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidIdentityTokenException>(() => sts.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest { RoleArn = Role, RoleSessionName = "web", WebIdentityToken = "garbage" }, Cancelled));
    }

    [Fact]
    public async Task Every_modelled_error_of_sts_becomes_its_exception()
    {
        using AmazonSecurityTokenServiceClient sts = StsClient(new AnonymousAWSCredentials());
        foreach ((string code, string exceptionName) in new[]
        {
            ("ExpiredTokenException", "ExpiredTokenException"), ("IDPCommunicationError", "IDPCommunicationErrorException"), ("IDPRejectedClaim", "IDPRejectedClaimException"),
            ("InvalidIdentityToken", "InvalidIdentityTokenException"), ("MalformedPolicyDocument", "MalformedPolicyDocumentException"),
            ("PackedPolicyTooLarge", "PackedPolicyTooLargeException"), ("RegionDisabledException", "RegionDisabledException"),
        })
        {
            Server.Faults.Next(SandboxOperation.AssumeRoleWithWebIdentity, Fault.Error(code));

            AmazonSecurityTokenServiceException exception = await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleWithWebIdentityAsync(
                new AssumeRoleWithWebIdentityRequest { RoleArn = Role, RoleSessionName = "web", WebIdentityToken = "token" }, Cancelled));

            Assert.Equal(exceptionName, exception.GetType().Name);
            Assert.NotEmpty(exception.RequestId);
        }
    }

    private async Task UsePortalAsync(string accessToken)
    {
        using AmazonSSOClient portal = Portal();
        var accounts = new List<AccountInfo>();
        await foreach (AccountInfo account in portal.Paginators.ListAccounts(new ListAccountsRequest { AccessToken = accessToken, MaxResults = 1 }).AccountList.WithCancellation(Cancelled))
        {
            accounts.Add(account);
        }

        ListAccountRolesResponse roles = await portal.ListAccountRolesAsync(new ListAccountRolesRequest { AccessToken = accessToken, AccountId = "111122223333" }, Cancelled);
        RoleCredentials keys = (await portal.GetRoleCredentialsAsync(
            new GetRoleCredentialsRequest { AccessToken = accessToken, AccountId = "111122223333", RoleName = "Developer" }, Cancelled)).RoleCredentials;
        Clock.Offset = TimeSpan.Zero;
        using AmazonSecurityTokenServiceClient sts = StsClient(new SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken));
        GetCallerIdentityResponse identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled);
        await portal.LogoutAsync(new LogoutRequest { AccessToken = accessToken }, Cancelled);

        Assert.Equal(["111122223333", "444455556666"], accounts.Select(account => account.AccountId));
        Assert.Equal(["Developer", "ReadOnly"], roles.RoleList.Select(role => role.RoleName));
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(keys.Expiration!.Value) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
        Assert.Matches("^arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developer_[a-z0-9]{16}/", identity.Arn);
        await Assert.ThrowsAsync<UnauthorizedException>(() => portal.ListAccountsAsync(new ListAccountsRequest { AccessToken = accessToken }, Cancelled));
    }

    private async Task AssertIdentityRefusedAsync(string code, AWSCredentials credentials)
    {
        using AmazonSecurityTokenServiceClient sts = StsClient(credentials);
        await AssertRefusedAsync(code, () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled));
    }

    private static async Task AssertRefusedAsync(string code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(call)).ErrorCode);

    private AmazonSSOOIDCClient Oidc() => new(new AnonymousAWSCredentials(), Configure(new AmazonSSOOIDCConfig()));

    private AmazonSSOClient Portal() => new(new AnonymousAWSCredentials(), Configure(new AmazonSSOConfig()));

    private AmazonSecurityTokenServiceClient StsClient(AWSCredentials credentials, int retries = 0) =>
        new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), retries));

    private T Configure<T>(T config, int retries = 0)
        where T : ClientConfig
    {
        config.ServiceURL = Server.BaseAddress.ToString();
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = retries;
        // The proxy of the environment would be asked for loopback addresses too.
        config.HttpClientFactory = new DirectHttpClientFactory();
        return config;
    }

    private sealed class DirectHttpClientFactory : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
