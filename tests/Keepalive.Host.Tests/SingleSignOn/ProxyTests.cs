using System.Net;
using System.Net.Sockets;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.SingleSignOn;

public sealed class ProxyTests : IDisposable
{
    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);

    public ProxyTests() => _proxy.Start();

    [Fact]
    public async Task Loopback_is_never_proxied()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        Announce(home);

        home.KeyOf(await home.ExportAsync());

        Assert.False(_proxy.Pending());
    }

    [Fact]
    public async Task Any_other_host_goes_through_the_proxy()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        Announce(home);
        home.Home.Variables["AWS_ENDPOINT_URL"] = "https://sso.keepalive.invalid";

        Task<Run> running = home.ExportAsync();
        string request;
        using (TcpClient connection = await _proxy.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        using (var reader = new StreamReader(connection.GetStream()))
        {
            request = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? string.Empty;
            await connection.GetStream().WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        Run run = await running;
        Assert.Equal("CONNECT sso.keepalive.invalid:443 HTTP/1.1", request);
        Assert.Equal((ExitStatus.Of(KeepaliveErrorCode.ProxyRefused), string.Empty), (run.ExitStatus, run.Output));
        home.AssertHoldsNoSecret(run.Errors);
    }

    [Theory]
    [InlineData("keepalive.invalid")]
    [InlineData("*")]
    public async Task What_NO_PROXY_names_goes_without(string noProxy)
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        Announce(home);
        home.Home.Variables["NO_PROXY"] = noProxy;
        home.Home.Variables["AWS_ENDPOINT_URL"] = "https://sso.keepalive.invalid";

        Run run = await home.ExportAsync();

        Assert.Equal((ExitStatus.Of(KeepaliveErrorCode.NameNotResolved), string.Empty), (run.ExitStatus, run.Output));
        Assert.False(_proxy.Pending());
    }

    public void Dispose() => _proxy.Dispose();

    private void Announce(SandboxHome home)
    {
        foreach (string name in new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY" })
        {
            home.Home.Variables[name] = $"http://{_proxy.LocalEndpoint}";
        }
    }
}
