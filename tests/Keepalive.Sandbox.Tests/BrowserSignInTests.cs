using System.Net;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class BrowserSignInTests : SandboxTest
{
    private const string Callback = "http://127.0.0.1:41234/oauth/callback";

    [Fact]
    public async Task A_code_and_its_verifier_become_tokens()
    {
        Client client = await RegisterForBrowserAsync();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, client, Callback);

        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);
        Answer answer = await RedeemAsync(client, request, back);

        Assert.StartsWith(Callback + "?", back.ToString(), StringComparison.Ordinal);
        Assert.Equal(request.State, PkceRequest.Parameter(back, "state"));
        Assert.Equal(200, answer.Status);
        Assert.Equal("Bearer", answer["tokenType"]);
        Assert.Equal(3600, answer.Json["expiresIn"]!.GetValue<int>());
        Assert.True(Server.IdentityCenter.Accepts(answer["accessToken"]));
        Assert.Equal([answer["refreshToken"]], Server.IdentityCenter.LiveRefreshTokens);
    }

    [Fact]
    public async Task The_browser_follows_back_to_the_client()
    {
        using var listener = new HttpListener();
        int port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        Task<HttpListenerContext> arrival = listener.GetContextAsync();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, await RegisterForBrowserAsync(), $"http://127.0.0.1:{port}/oauth/callback");

        Task<BrowserPage> browsing = new ScriptedBrowser(Http).AllowAsync(request.Url, Cancelled);
        HttpListenerContext context = await arrival.WaitAsync(Cancelled);
        Assert.Equal(request.State, context.Request.QueryString["state"]);
        context.Response.StatusCode = 200;
        context.Response.OutputStream.Write("thank you"u8);
        context.Response.Close();

        Assert.Equal(new BrowserPage(200, "thank you"), await browsing);
    }

    [Fact]
    public async Task A_person_who_refuses_sends_back_access_denied()
    {
        // The redirect goes to this very server, which has no such page: only what arrives matters.
        string redirectUri = new Uri(Server.BaseAddress, "landing").ToString();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, await RegisterForBrowserAsync(redirectUri), redirectUri);

        await new ScriptedBrowser(Http).DenyAsync(request.Url, Cancelled);

        LoggedRequest landed = Assert.Single(Server.Log.Of(SandboxOperation.Unknown));
        Assert.Equal(("access_denied", request.State), (landed["error"], landed["state"]));
    }

    [Fact]
    public async Task Who_is_signed_in_already_is_sent_back_at_once()
    {
        Server.Options.AutoApprove = true;
        Client client = await RegisterForBrowserAsync();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, client, Callback);

        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);

        Assert.Equal(200, (await RedeemAsync(client, request, back)).Status);
        Assert.Equal(0, Server.Log.Count(SandboxOperation.AuthorizeDecision));
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        Client client = await RegisterForBrowserAsync();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, client, Callback);
        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);
        await RedeemAsync(client, request, back);

        AssertInvalidGrant(await RedeemAsync(client, request, back));
    }

    [Fact]
    public async Task A_code_is_good_for_a_minute()
    {
        Client client = await RegisterForBrowserAsync();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, client, Callback);
        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);
        Clock.Advance(TimeSpan.FromMinutes(1));

        AssertInvalidGrant(await RedeemAsync(client, request, back));
    }

    [Fact]
    public async Task A_code_is_nothing_without_its_verifier_and_lost_with_the_wrong_one()
    {
        Client client = await RegisterForBrowserAsync();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, client, Callback);
        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);

        AssertInvalidGrant(await RedeemAsync(client, request with { Verifier = new string('v', 64) }, back));
        AssertInvalidGrant(await RedeemAsync(client, request, back));
    }

    [Fact]
    public async Task A_verifier_that_is_too_short_is_an_invalid_request()
    {
        Client client = await RegisterForBrowserAsync();
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, client, Callback);
        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);

        Assert.Equal("InvalidRequestException", (await RedeemAsync(client, request with { Verifier = "short" }, back)).ErrorType);
    }

    [Fact]
    public async Task A_code_is_bound_to_its_redirect_uri_and_client()
    {
        Client client = await RegisterForBrowserAsync();
        Client other = await RegisterForBrowserAsync();
        PkceRequest one = PkceRequest.Make(Server.BaseAddress, client, Callback);
        PkceRequest two = PkceRequest.Make(Server.BaseAddress, client, Callback);
        var browser = new ScriptedBrowser(Http);

        AssertInvalidGrant(await RedeemAsync(client, one with { RedirectUri = "http://127.0.0.1:1/oauth/callback" }, await browser.CallbackAsync(one.Url, Cancelled)));
        AssertInvalidGrant(await RedeemAsync(other, two, await browser.CallbackAsync(two.Url, Cancelled)));
    }

    [Theory]
    [InlineData("http://127.0.0.1/oauth/callback", "http://127.0.0.1:50000/oauth/callback", true)]
    [InlineData("http://127.0.0.1/oauth/callback", "http://127.0.0.1/oauth/callback", true)]
    [InlineData("http://127.0.0.1:50000/", "http://127.0.0.1:50000/", true)]
    [InlineData("http://127.0.0.1:50000/", "http://127.0.0.1:50001/", false)]
    [InlineData("http://127.0.0.1/oauth/callback", "http://127.0.0.1:50000/other", false)]
    [InlineData("http://127.0.0.1/oauth/callback", "http://localhost:50000/oauth/callback", false)]
    [InlineData("http://127.0.0.1/oauth/callback", "https://127.0.0.1:50000/oauth/callback", false)]
    [InlineData("http://127.0.0.1/oauth/callback", "http://127.0.0.1.example.com/oauth/callback", false)]
    public async Task A_redirect_uri_without_port_stands_for_every_port(string registered, string asked, bool good)
    {
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, await RegisterForBrowserAsync(registered), asked);

        BrowserPage page = await new ScriptedBrowser(Http).OpenAsync(request.Url, Cancelled);

        // Refused on the page itself: nobody is sent to an address that is not registered.
        Assert.Equal(good ? 200 : 400, page.Status);
    }

    [Theory]
    [InlineData("response_type", "token")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", "tooshort")]
    public async Task A_request_that_is_not_pkce_goes_back_with_an_error(string parameter, string value)
    {
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, await RegisterForBrowserAsync(), Callback, (parameter, value));

        Uri back = await new ScriptedBrowser(Http).CallbackAsync(request.Url, Cancelled);

        Assert.Equal(("invalid_request", request.State), (PkceRequest.Parameter(back, "error"), PkceRequest.Parameter(back, "state")));
    }

    [Fact]
    public async Task An_unknown_client_sees_a_page_and_goes_nowhere()
    {
        PkceRequest request = PkceRequest.Make(Server.BaseAddress, new Client("nobody", ""), Callback);

        Assert.Equal(400, (await new ScriptedBrowser(Http).OpenAsync(request.Url, Cancelled)).Status);
        Assert.Equal(1, Server.Log.Tabs);
    }

    [Fact]
    public async Task A_client_for_device_codes_only_gets_no_code_redeemed()
    {
        Client client = await RegisterAsync();

        Answer answer = await TokenAsync(client, "authorization_code", ("code", "c"), ("redirectUri", Callback), ("codeVerifier", new string('v', 43)));

        Assert.Equal((400, "UnauthorizedClientException"), (answer.Status, answer.ErrorType));
    }

    private Task<Answer> RedeemAsync(Client client, PkceRequest request, Uri back) => TokenAsync(
        client,
        "authorization_code",
        ("code", PkceRequest.Parameter(back, "code")!),
        ("redirectUri", request.RedirectUri),
        ("codeVerifier", request.Verifier));

    private static void AssertInvalidGrant(Answer answer) =>
        Assert.Equal((400, "InvalidGrantException", "invalid_grant"), (answer.Status, answer.ErrorType, answer["error"]));

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
