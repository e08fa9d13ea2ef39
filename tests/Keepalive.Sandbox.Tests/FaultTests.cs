using System.Diagnostics;
using System.Xml.Linq;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class FaultTests : SandboxTest
{
    [Theory]
    [InlineData("AccessDeniedException", 400, "access_denied")]
    [InlineData("AuthorizationPendingException", 400, "authorization_pending")]
    [InlineData("ExpiredTokenException", 400, "expired_token")]
    [InlineData("InternalServerException", 500, "server_error")]
    [InlineData("InvalidClientException", 401, "invalid_client")]
    [InlineData("InvalidClientMetadataException", 400, "invalid_client_metadata")]
    [InlineData("InvalidGrantException", 400, "invalid_grant")]
    [InlineData("InvalidRedirectUriException", 400, "invalid_redirect_uri")]
    [InlineData("InvalidRequestException", 400, "invalid_request")]
    [InlineData("InvalidRequestRegionException", 400, "invalid_request")]
    [InlineData("InvalidScopeException", 400, "invalid_scope")]
    [InlineData("SlowDownException", 400, "slow_down")]
    [InlineData("UnauthorizedClientException", 400, "unauthorized_client")]
    [InlineData("UnsupportedGrantTypeException", 400, "unsupported_grant_type")]
    public async Task Every_error_of_oidc_can_be_scripted(string name, int status, string error)
    {
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.Error(name));

        Answer answer = await PostAsync("/token", []);

        Assert.Equal((status, name, error), (answer.Status, answer.ErrorType, answer["error"]));
        Assert.NotEmpty(answer["error_description"]);
        Assert.Equal(name == "InvalidRequestRegionException", answer.Json.ContainsKey("region"));
    }

    [Theory]
    [InlineData("InvalidRequestException", 400)]
    [InlineData("UnauthorizedException", 401)]
    [InlineData("ForbiddenException", 403)]
    [InlineData("ResourceNotFoundException", 404)]
    [InlineData("TooManyRequestsException", 429)]
    [InlineData("InternalServerException", 500)]
    [InlineData("ServiceUnavailableException", 503)]
    public async Task Every_error_of_the_portal_can_be_scripted(string name, int status)
    {
        Server.Faults.Next(SandboxOperation.ListAccounts, Fault.Error(name));

        Answer answer = await GetAsync("/assignment/accounts");

        Assert.Equal((status, name), (answer.Status, answer.ErrorType));
        Assert.NotEmpty(answer["message"]);
    }

    [Theory]
    [InlineData("AccessDenied", 403, "Sender")]
    [InlineData("ExpiredToken", 403, "Sender")]
    [InlineData("ExpiredTokenException", 400, "Sender")]
    [InlineData("IDPCommunicationError", 400, "Sender")]
    [InlineData("IDPRejectedClaim", 403, "Sender")]
    [InlineData("InvalidIdentityToken", 400, "Sender")]
    [InlineData("MalformedPolicyDocument", 400, "Sender")]
    [InlineData("PackedPolicyTooLarge", 400, "Sender")]
    [InlineData("RegionDisabledException", 403, "Sender")]
    [InlineData("InternalFailure", 500, "Receiver")]
    public async Task Every_error_of_sts_can_be_scripted(string name, int status, string type)
    {
        Server.Faults.Next(SandboxOperation.AssumeRole, Fault.Error(name));

        Answer answer = await StsAsync("AssumeRole");

        XElement error = answer.Xml.Element(Sts + "Error")!;
        Assert.Equal((status, name, type), (answer.Status, error.Element(Sts + "Code")?.Value, error.Element(Sts + "Type")?.Value));
    }

    [Fact]
    public async Task A_fault_lasts_the_number_of_calls_it_was_given_and_hits_only_its_operation()
    {
        string token = Server.IdentityCenter.SignIn().AccessToken;
        Server.Faults.Next(SandboxOperation.ListAccounts, Fault.Error("TooManyRequestsException", retryAfter: TimeSpan.FromSeconds(3)), times: 2);
        Server.Faults.Next(SandboxOperation.ListAccounts, Fault.Error("InternalServerException", status: 502));

        Assert.Equal(200, (await GetAsync("/assignment/roles?account_id=111122223333", token)).Status);
        Answer first = await GetAsync("/assignment/accounts", token);
        Assert.Equal((429, "3"), (first.Status, first.Headers["Retry-After"]));
        Assert.Equal(429, (await GetAsync("/assignment/accounts", token)).Status);
        Assert.Equal(1, Server.Faults.Pending(SandboxOperation.ListAccounts));
        Assert.Equal(502, (await GetAsync("/assignment/accounts", token)).Status);
        Assert.Equal(200, (await GetAsync("/assignment/accounts", token)).Status);
    }

    [Fact]
    public void A_name_the_service_does_not_have_needs_a_status()
    {
        Assert.Throws<ArgumentException>(() => Server.Faults.Next(SandboxOperation.CreateToken, Fault.Error("TooManyRequestsException")));
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.Error("TooManyRequestsException", status: 429));
        Server.Faults.Clear();
        Assert.Equal(0, Server.Faults.Pending(SandboxOperation.CreateToken));
    }

    [Fact]
    public async Task The_reason_of_a_key_error_is_passed_on()
    {
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.Error("AccessDeniedException", reason: "KMS_AccessDeniedException"));

        Assert.Equal("KMS_AccessDeniedException", (await PostAsync("/token", []))["reason"]);
    }

    [Fact]
    public async Task A_connection_dropped_before_leaves_the_refresh_token_good_and_one_dropped_after_has_spent_it()
    {
        FinishedSignIn signIn = Server.IdentityCenter.SignIn();
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.DropBeforeProcessing());
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.DropAfterProcessing());
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.ErrorAfterProcessing());

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(signIn, signIn.RefreshToken));
        Assert.Equal([signIn.RefreshToken], Server.IdentityCenter.LiveRefreshTokens);

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(signIn, signIn.RefreshToken));
        string next = Assert.Single(Server.IdentityCenter.LiveRefreshTokens);
        Assert.NotEqual(signIn.RefreshToken, next);

        Assert.Equal(500, (await RefreshAsync(signIn, next)).Status);
        Assert.NotEqual(next, Assert.Single(Server.IdentityCenter.LiveRefreshTokens));
        Assert.Equal([true, true, false], Server.Log.Of(SandboxOperation.CreateToken).Select(request => request.Dropped));
    }

    [Fact]
    public async Task A_hanging_call_is_seen_in_the_log_and_ends_with_its_client()
    {
        Server.Faults.Next(SandboxOperation.ListAccounts, Fault.Hang());
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        Task call = Http.GetAsync("/assignment/accounts", impatience.Token);
        await Server.Log.WaitForAsync(SandboxOperation.ListAccounts, 1, Cancelled);
        Assert.False(call.IsCompleted);
        Assert.Null(Server.Log.All[0].Status);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_hanging_call_does_not_keep_the_server_from_stopping()
    {
        SandboxServer server = await SandboxServer.StartAsync(cancellationToken: Cancelled);
        using HttpClient http = server.CreateClient();
        server.Faults.Next(SandboxOperation.Logout, Fault.Hang());
        Task call = http.PostAsync("/logout", null, Cancelled);
        await server.Log.WaitForAsync(SandboxOperation.Logout, 1, Cancelled);

        long start = Stopwatch.GetTimestamp();
        await server.DisposeAsync();

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task A_held_call_goes_on_when_the_test_lets_it()
    {
        var gate = new TaskCompletionSource();
        Server.Faults.Next(SandboxOperation.ListAccounts, Fault.HoldUntil(gate.Task));

        Task<Answer> call = GetAsync("/assignment/accounts", Server.IdentityCenter.SignIn().AccessToken);
        await Server.Log.WaitForAsync(SandboxOperation.ListAccounts, 1, Cancelled);
        Assert.False(call.IsCompleted);
        gate.SetResult();

        Assert.Equal(200, (await call).Status);
    }

    [Fact]
    public async Task A_delayed_call_is_late_and_right()
    {
        Server.Faults.Next(SandboxOperation.ListAccounts, Fault.Delay(TimeSpan.FromMilliseconds(60)));
        string token = Server.IdentityCenter.SignIn().AccessToken;

        long start = Stopwatch.GetTimestamp();
        Answer answer = await GetAsync("/assignment/accounts", token);

        Assert.Equal(200, answer.Status);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_block_page_is_html_with_the_name_of_the_proxy()
    {
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.HtmlBlockPage());

        Answer answer = await PostAsync("/token", []);

        Assert.Equal((403, "text/html", "Zscaler/6.2"), (answer.Status, answer.MediaType, answer.Headers["Server"]));
        Assert.Null(answer.ErrorType);
    }

    [Fact]
    public async Task Anything_at_all_can_be_answered()
    {
        Server.Faults.Next(SandboxOperation.CreateToken, Fault.Raw(200, "application/json", "{"));

        Answer answer = await PostAsync("/token", []);

        Assert.Equal((200, "{"), (answer.Status, answer.Body));
    }

    private Task<Answer> RefreshAsync(FinishedSignIn signIn, string refreshToken) =>
        TokenAsync(new Client(signIn.ClientId, signIn.ClientSecret), "refresh_token", ("refreshToken", refreshToken));
}
