using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class DeviceSignInTests : SandboxTest
{
    private const string StartUrl = "https://d-1234567890.awsapps.com/start";

    [Fact]
    public async Task The_answer_says_where_to_go_with_which_code_and_how_often_to_ask()
    {
        Answer answer = await StartAsync(await RegisterAsync());

        Assert.Equal(200, answer.Status);
        Assert.Matches("^[A-Z]{4}-[A-Z]{4}$", answer["userCode"]);
        Assert.Equal(new Uri(Server.BaseAddress, "device").ToString(), answer["verificationUri"]);
        Assert.Equal($"{answer["verificationUri"]}?user_code={answer["userCode"]}", answer["verificationUriComplete"]);
        Assert.Equal(600, answer.Json["expiresIn"]!.GetValue<int>());
        Assert.Equal(1, answer.Json["interval"]!.GetValue<int>());
        Assert.Equal([answer["userCode"]], Server.IdentityCenter.WaitingUserCodes);
    }

    [Fact]
    public async Task The_interval_may_be_missing_and_the_page_elsewhere()
    {
        Server.Options.DeviceInterval = null;
        Server.Options.VerificationUri = new Uri("http://evil.example.com/device");

        Answer answer = await StartAsync(await RegisterAsync());

        Assert.False(answer.Json.ContainsKey("interval"));
        Assert.Equal("http://evil.example.com/device", answer["verificationUri"]);
    }

    [Fact]
    public async Task Pending_until_the_person_allows_then_tokens_then_nothing_more()
    {
        Client client = await RegisterAsync();
        Answer device = await StartAsync(client);
        AssertError(await PollAsync(client, device), "AuthorizationPendingException", "authorization_pending");

        BrowserPage page = await new ScriptedBrowser(Http).AllowAsync(new Uri(device["verificationUriComplete"]), Cancelled);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Answer answer = await PollAsync(client, device);

        Assert.Equal(200, page.Status);
        Assert.Equal(200, answer.Status);
        Assert.True(Server.IdentityCenter.Accepts(answer["accessToken"]));
        Assert.NotEmpty(answer["refreshToken"]);
        AssertError(await PollAsync(client, device), "InvalidGrantException", "invalid_grant");
    }

    [Fact]
    public async Task A_refusal_is_access_denied()
    {
        Client client = await RegisterAsync();
        Answer device = await StartAsync(client);

        await new ScriptedBrowser(Http).DenyAsync(new Uri(device["verificationUriComplete"]), Cancelled);

        AssertError(await PollAsync(client, device), "AccessDeniedException", "access_denied");
    }

    [Fact]
    public async Task A_code_nobody_typed_in_time_is_an_expired_token()
    {
        Client client = await RegisterAsync();
        Answer device = await StartAsync(client);
        Clock.Advance(TimeSpan.FromMinutes(10));

        AssertError(await PollAsync(client, device), "ExpiredTokenException", "expired_token");
        Assert.False(Server.IdentityCenter.DecideDevice(device["userCode"]));
    }

    [Fact]
    public async Task Polling_too_fast_slows_down_by_five_seconds()
    {
        Client client = await RegisterAsync();
        Answer device = await StartAsync(client);

        AssertError(await PollAsync(client, device), "AuthorizationPendingException", "authorization_pending");
        AssertError(await PollAsync(client, device), "SlowDownException", "slow_down");
        Clock.Advance(TimeSpan.FromSeconds(2));
        AssertError(await PollAsync(client, device), "SlowDownException", "slow_down");
        Clock.Advance(TimeSpan.FromSeconds(11));
        AssertError(await PollAsync(client, device), "AuthorizationPendingException", "authorization_pending");
    }

    [Fact]
    public async Task A_device_code_is_bound_to_its_client()
    {
        Client client = await RegisterAsync();
        Answer device = await StartAsync(client);
        Server.IdentityCenter.DecideDevice(device["userCode"].Replace("-", "", StringComparison.Ordinal));

        AssertError(await PollAsync(await RegisterAsync(), device), "InvalidGrantException", "invalid_grant");
        Assert.Equal(200, (await PollAsync(client, device)).Status);
    }

    [Fact]
    public async Task A_start_url_without_https_is_an_invalid_request() =>
        AssertError(await StartAsync(await RegisterAsync(), "http://127.0.0.1/start"), "InvalidRequestException", "invalid_request");

    [Fact]
    public async Task A_client_for_browsers_only_gets_no_device_code() =>
        AssertError(await StartAsync(await RegisterForBrowserAsync()), "UnauthorizedClientException", "unauthorized_client");

    [Fact]
    public async Task A_client_without_scopes_gets_the_old_kind_of_token_that_cannot_be_refreshed()
    {
        Client client = await RegisterAsync(scopes: []);
        Answer device = await StartAsync(client);
        Server.IdentityCenter.DecideDevice(device["userCode"]);

        Answer answer = await PollAsync(client, device);

        Assert.Equal(200, answer.Status);
        Assert.False(answer.Json.ContainsKey("refreshToken"));
    }

    [Fact]
    public async Task An_unknown_user_code_is_a_page_that_says_so() =>
        Assert.Equal(404, (await new ScriptedBrowser(Http).AllowAsync(new Uri(Server.BaseAddress, "device?user_code=AAAA-AAAA"), Cancelled)).Status);

    private Task<Answer> StartAsync(Client client, string startUrl = StartUrl) => PostAsync(
        "/device_authorization", new JsonObject { ["clientId"] = client.Id, ["clientSecret"] = client.Secret, ["startUrl"] = startUrl });

    private Task<Answer> PollAsync(Client client, Answer device) => TokenAsync(client, DeviceGrant, ("deviceCode", device["deviceCode"]));

    private static void AssertError(Answer answer, string type, string error) =>
        Assert.Equal((400, type, error), (answer.Status, answer.ErrorType, answer["error"]));
}
