using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

public sealed class ServerTests : SandboxTest
{
    [Fact]
    public async Task The_date_header_follows_the_clock_and_its_own_skew()
    {
        Clock.Offset = TimeSpan.FromHours(5);
        Server.Options.DateHeaderSkew = TimeSpan.FromMinutes(-30);

        Answer answer = await GetAsync("/assignment/accounts");

        TimeSpan ahead = DateTimeOffset.ParseExact(answer.Headers["Date"], "R", CultureInfo.InvariantCulture) - DateTimeOffset.UtcNow;
        Assert.InRange(ahead, TimeSpan.FromHours(4.49), TimeSpan.FromHours(4.51));
    }

    [Fact]
    public async Task The_log_knows_what_was_sent_and_answered()
    {
        await PostAsync("/token", new() { ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = "refresh_token", ["refreshToken"] = "r" });
        await GetAsync("/assignment/accounts?max_result=7", "token");

        LoggedRequest[] all = [.. Server.Log.All];
        Assert.Equal([SandboxOperation.CreateToken, SandboxOperation.ListAccounts], all.Select(request => request.Operation));
        Assert.Equal(("r", 401, "InvalidClientException"), (all[0]["refreshToken"], all[0].Status, all[0].Error));
        Assert.Equal(("7", "token", "GET", "/assignment/accounts?max_result=7"), (all[1]["max_result"], all[1].Header("X-Amz-Sso_Bearer_Token"), all[1].Method, all[1].Target));
        Assert.Equal("ListAccounts 401 UnauthorizedException", all[1].ToString());
        Assert.Null(all[1]["absent"]);
        Server.Log.Clear();
        Assert.Empty(Server.Log.All);
    }

    [Fact]
    public void It_listens_on_the_loopback_address_alone()
    {
        Assert.Equal(IPAddress.Loopback.ToString(), Server.BaseAddress.Host);
        Assert.Equal(Server.BaseAddress.ToString().TrimEnd('/'), Server.Variables["AWS_ENDPOINT_URL"]);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_io_error() =>
        await Assert.ThrowsAnyAsync<IOException>(() => SandboxServer.StartAsync(new SandboxOptions { Port = Server.BaseAddress.Port }, Cancelled));

    [Fact]
    public async Task Over_https_only_who_believes_its_authority_gets_an_answer()
    {
        await using SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { UseHttps = true, CertificateIssuer = "Zscaler" }, Cancelled);
        using HttpClient believer = server.CreateClient();
        using var stranger = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using HttpResponseMessage answer = await believer.GetAsync("/assignment/accounts", Cancelled);
        HttpRequestException refusal = await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(server.BaseAddress, Cancelled));

        Assert.Equal("https", server.BaseAddress.Scheme);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpRequestError.SecureConnectionError, refusal.HttpRequestError);
        using var authority = X509Certificate2.CreateFromPem(server.CertificateAuthorityPem);
        Assert.Equal("CN=Zscaler Root CA, O=Zscaler", authority.Subject);
        Assert.False(authority.HasPrivateKey);
    }
}
