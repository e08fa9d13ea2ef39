using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>Every error of the services has its exit status, says nothing secret, and is asked for again only where that can help.</summary>
public sealed class ServiceErrorTests
{
    private static readonly string Huge = new('h', 3 * 1024 * 1024);

    [Theory]
    [InlineData("AccessDeniedException", KeepaliveErrorCode.SignInDenied, "was denied")]
    [InlineData("AuthorizationPendingException", KeepaliveErrorCode.SignInPending, "is not approved yet")]
    [InlineData("ExpiredTokenException", KeepaliveErrorCode.SignInRequired, "its refresh token has expired")]
    [InlineData("InternalServerException", KeepaliveErrorCode.ServiceUnavailable, "reports an internal error")]
    [InlineData("InvalidClientException", KeepaliveErrorCode.ClientRegistrationInvalid, "does not know the client registration")]
    [InlineData("InvalidClientMetadataException", KeepaliveErrorCode.ClientMetadataInvalid, "rejected the client registration")]
    [InlineData("InvalidGrantException", KeepaliveErrorCode.SignInRequired, "its refresh token was already used or was revoked")]
    [InlineData("InvalidRedirectUriException", KeepaliveErrorCode.RedirectUriInvalid, "rejected the redirect URL")]
    [InlineData("InvalidRequestException", KeepaliveErrorCode.ServiceRefused, "rejected the request: InvalidRequestException")]
    [InlineData("InvalidRequestRegionException", KeepaliveErrorCode.SsoRegionWrong, "region")]
    [InlineData("InvalidScopeException", KeepaliveErrorCode.ScopeInvalid, "does not know one of the sso_registration_scopes")]
    [InlineData("UnauthorizedClientException", KeepaliveErrorCode.ClientNotAuthorized, "is not allowed to use this method of sign-in")]
    [InlineData("UnsupportedGrantTypeException", KeepaliveErrorCode.GrantTypeUnsupported, "does not support the method of sign-in")]
    public async Task An_error_of_CreateToken_is_told_and_not_tried_again(string error, string code, string words)
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.Error(error));

        await home.ExportFailsAsync(code, words);

        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.CreateToken));
        Assert.Equal(home.SignIn.RefreshToken, home.ReadToken()["refreshToken"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("InvalidRequestException", KeepaliveErrorCode.ServiceRefused, "rejected the request: InvalidRequestException")]
    [InlineData("ForbiddenException", KeepaliveErrorCode.RoleNotAssigned, "has no access to the account and role")]
    [InlineData("ResourceNotFoundException", KeepaliveErrorCode.RoleNotAssigned, "has no access to the account and role")]
    public async Task A_definitive_error_of_GetRoleCredentials_is_told_and_not_tried_again(string error, string code, string words)
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.Error(error));

        await home.ExportFailsAsync(code, words);

        Assert.Equal((1, 0), (home.Server.Log.Count(SandboxOperation.GetRoleCredentials), home.Server.Log.Refreshes));
    }

    [Theory]
    [InlineData("TooManyRequestsException", KeepaliveErrorCode.ServiceThrottled, "received too many requests")]
    [InlineData("InternalServerException", KeepaliveErrorCode.ServiceUnavailable, "reports an internal error")]
    [InlineData("ServiceUnavailableException", KeepaliveErrorCode.ServiceUnavailable, "reports an internal error")]
    public async Task A_passing_error_of_GetRoleCredentials_is_tried_three_times_then_told(string error, string code, string words)
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.Error(error), times: 3);

        await home.ExportFailsAsync(code, words);

        Assert.Equal(3, home.Server.Log.Count(SandboxOperation.GetRoleCredentials));
    }

    [Fact]
    public async Task A_renewed_token_that_the_portal_refuses_too_needs_a_person()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.Error("UnauthorizedException"), times: 2);

        await home.ExportFailsAsync(KeepaliveErrorCode.AccessTokenRejected, "is no longer accepted");

        Assert.Equal((2, 1), (home.Server.Log.Count(SandboxOperation.GetRoleCredentials), home.Server.Log.Refreshes));
    }

    [Theory]
    [InlineData(SandboxOperation.CreateToken)]
    [InlineData(SandboxOperation.GetRoleCredentials)]
    public async Task Too_many_requests_are_repeated_once_the_asked_time_has_passed(SandboxOperation operation)
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(operation, Fault.Error("TooManyRequestsException", status: 429, retryAfter: TimeSpan.FromSeconds(1)));

        home.KeyOf(await home.ExportAsync());

        IReadOnlyList<LoggedRequest> requests = home.Server.Log.Of(operation);
        Assert.Equal([429, 200], requests.Select(request => request.Status));
        Assert.True(requests[1].ReceivedAt - requests[0].ReceivedAt >= TimeSpan.FromSeconds(0.99));
    }

    [Fact]
    public async Task Slow_down_on_a_refresh_is_repeated()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.Error("SlowDownException"));

        home.KeyOf(await home.ExportAsync());

        Assert.Equal(2, home.Server.Log.Refreshes);
    }

    [Fact]
    public async Task CreateToken_whose_answer_was_lost_is_not_replayed()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.DropAfterProcessing());

        await home.ExportFailsAsync(KeepaliveErrorCode.AnswerLost, "was incomplete");

        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.CreateToken));
    }

    [Fact]
    public async Task GetRoleCredentials_whose_answer_was_lost_is_asked_again()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.DropAfterProcessing());

        home.KeyOf(await home.ExportAsync());

        Assert.Equal(2, home.Server.Log.Count(SandboxOperation.GetRoleCredentials));
    }

    [Theory]
    [InlineData("{\"refreshToken\": \"next\", \"expiresIn\": 3600}")]
    [InlineData("{\"refreshToken\": \"next\", \"accessToken\": 1, \"expiresIn\": 3600}")]
    [InlineData("{\"refreshToken\": \"next\", \"accessToken\": \"a\\r\\nb\"}")]
    [InlineData("{\"refreshToken\": \"next\", \"accessToken\": \"HUGE\"}")]
    public async Task The_next_refresh_token_of_an_answer_without_an_access_token_is_stored_and_used_the_next_time(string answer)
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.Raw(200, "application/json", answer.Replace("HUGE", Huge, StringComparison.Ordinal)));

        await home.ExportFailsAsync(KeepaliveErrorCode.AnswerLost, "accessToken");

        Assert.Equal(("next", home.SignIn.AccessToken, "stays"), ((string?)home.ReadToken()["refreshToken"], (string?)home.ReadToken()["accessToken"], (string?)home.ReadToken()["keyOfAnotherTool"]));
        await home.ExportAsync();
        Assert.Equal("next", home.Server.Log.Of(SandboxOperation.CreateToken)[^1]["refreshToken"]);
    }

    [Theory]
    [InlineData("3600.0", 3600)]
    [InlineData("\"3600\"", 3600)]
    [InlineData("0", 1500)]
    [InlineData("\"soon\"", 1500)]
    [InlineData("[]", 1500)]
    [InlineData("99999999999", int.MaxValue)]
    public async Task A_lifetime_is_read_as_other_tools_read_it_and_one_that_is_none_is_short(string lifetime, int seconds)
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.Raw(
            200, "application/json", $"{{\"accessToken\": \"{home.SignIn.AccessToken}\", \"refreshToken\": \"next\", \"expiresIn\": {lifetime}, \"somethingNew\": \"{Huge}\"}}"));
        DateTimeOffset start = DateTimeOffset.UtcNow;

        await home.ExportAsync();

        Assert.Equal("next", (string?)home.ReadToken()["refreshToken"]);
        Assert.InRange(
            DateTimeOffset.Parse((string)home.ReadToken()["expiresAt"]!, System.Globalization.CultureInfo.InvariantCulture), start.AddSeconds(seconds - 2L), DateTimeOffset.UtcNow.AddSeconds(seconds + 1L));
    }

    [Fact]
    public async Task A_role_that_claims_to_last_for_centuries_is_asked_for_again_after_the_longest_session()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.Raw(
            200, "application/json", """{"roleCredentials": {"accessKeyId": "ASIAEXAMPLE000000001", "secretAccessKey": "s", "sessionToken": "t", "expiration": 9999999999999}}"""));

        Run run = await home.Home.RunAsync("export", "--profile", SandboxHome.Profile, "--format", "process");

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.InRange(
            DateTimeOffset.Parse(System.Text.Json.Nodes.JsonNode.Parse(run.Output)!["Expiration"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.UtcNow.AddHours(11), DateTimeOffset.UtcNow.AddHours(13));
    }
}
