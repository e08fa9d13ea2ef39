using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;

namespace Keepalive.Core.Tests.Diagnostics.Online;

/// <summary>What a network can put in the way, by name: the servers that play it, how every call ends, and the ids that have to be found.</summary>
internal static class NetworkFaults
{
    public static IReadOnlyDictionary<string, (Action<OnlineHome> Spoil, NetworkFaultKind? Kind, string[] Ids)> All { get; } = Proxied().Concat(Directly()).Concat(Answers())
        .ToDictionary(fault => fault.Name, fault => (fault.Spoil, fault.Kind, fault.Ids));

    private static TestAuthority Company => new("CN=Example Inspection Root, O=Example Company");

    private static IEnumerable<(string Name, Action<OnlineHome> Spoil, NetworkFaultKind? Kind, string[] Ids)> Proxied()
    {
        yield return ("root that nobody trusts", home => home.Healthy(authority: Company), NetworkFaultKind.Untrusted, ["KA606", "KA615"]);
        yield return ("root of a company that a bundle trusts", home => Trust(home, Company, "AWS_CA_BUNDLE"), null, ["KA607", "KA615"]);
        yield return ("root of a company that every bundle trusts", home => Trust(home, Company, "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"), null, ["KA607"]);
        yield return ("known inspector that every bundle trusts", home => Trust(home, new TestAuthority("CN=Zscaler Root CA, O=Amazon"), "NODE_EXTRA_CA_CERTS"), null, ["KA607"]);
        yield return ("expired certificate", home => home.Healthy(expired: true), NetworkFaultKind.CertificateUntimely, ["KA608"]);
        yield return ("certificate of another host", home => home.Healthy(names: ["portal.test"]), NetworkFaultKind.CertificateOfOtherHost, ["KA608"]);
        yield return ("bundle that is not there", home => { home.Healthy(); home.Home.Set("AWS_CA_BUNDLE", Path.Combine(home.Home.Folder, "nowhere.pem")); }, NetworkFaultKind.BundleUnreadable, ["KA616"]);
        yield return ("proxy that asks who is there", home => Refuse(home, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"t\""), NetworkFaultKind.ProxyWantsPassword, ["KA604"]);
        yield return ("proxy that lets nothing through", home => Refuse(home, "403 Forbidden"), NetworkFaultKind.ProxyRefused, ["KA605"]);
        yield return ("proxy that says nothing", home => { Proxy(home, LoopbackServer.Silent()); Short(home); }, NetworkFaultKind.ProxySilent, ["KA605"]);
        yield return ("proxy that hangs up", home => Proxy(home, LoopbackServer.HangsUp(withReset: false)), NetworkFaultKind.ProxyHungUp, ["KA605"]);
        yield return ("silence behind a proxy", home => { home.Serve(LoopbackServer.Silent()); Short(home); }, NetworkFaultKind.HandshakeTimedOut, ["KA609"]);
        yield return ("proxy that is not there", home => home.Home.Set("HTTPS_PROXY", $"http://127.0.0.1:{ClosedPort()}"), NetworkFaultKind.ConnectionRefused, ["KA603"]);
        yield return ("proxy without an address", home => { home.Home.Set("HTTPS_PROXY", "http://proxy.invalid:3128"); home.Resolve = NoSuchName; }, NetworkFaultKind.NameNotResolved, ["KA603"]);
        yield return ("proxy that makes no sense", home => home.Home.Set("HTTPS_PROXY", "gopher://127.0.0.1:1"), NetworkFaultKind.SettingInvalid, ["KA620"]);
    }

    private static IEnumerable<(string Name, Action<OnlineHome> Spoil, NetworkFaultKind? Kind, string[] Ids)> Directly()
    {
        yield return ("reset after the first bytes", home => home.Direct(LoopbackServer.HangsUp(withReset: true)), NetworkFaultKind.HandshakeReset, ["KA609"]);
        yield return ("closed in the handshake", home => home.Direct(LoopbackServer.HangsUp(withReset: false)), NetworkFaultKind.HandshakeClosed, ["KA609"]);
        yield return ("silence in the handshake", home => { home.Direct(LoopbackServer.Silent()); Short(home); }, NetworkFaultKind.HandshakeTimedOut, ["KA609"]);
        yield return ("plain http on the port of TLS", home => home.Direct(Blurting("HTTP/1.1 302 Found\r\nLocation: http://portal.test/\r\n\r\n")), NetworkFaultKind.NotTls, ["KA610"]);
        yield return ("nobody listens", home => { home.Healthy(); home.Home.Set("AWS_ENDPOINT_URL", $"https://127.0.0.1:{ClosedPort()}"); }, NetworkFaultKind.ConnectionRefused, ["KA602"]);
        yield return ("no name server knows it", home => { home.Healthy(); home.Home.Set("NO_PROXY", "amazonaws.com"); home.Resolve = NoSuchName; }, NetworkFaultKind.NameNotResolved, ["KA601"]);
        yield return ("no name server answers", home => { home.Healthy(); home.Home.Set("NO_PROXY", "amazonaws.com"); home.Resolve = NoNameServer; }, NetworkFaultKind.NameNotResolved, ["KA601"]);
        yield return ("a name server that hangs", home => { home.Healthy(); home.Home.Set("NO_PROXY", "amazonaws.com"); home.Resolve = Hanging; Short(home); }, NetworkFaultKind.NameNotResolved, ["KA601"]);
        yield return ("an endpoint over plain http elsewhere", home => { home.Healthy(); home.Home.Set("AWS_ENDPOINT_URL", "http://aws.test"); }, NetworkFaultKind.SettingInvalid, ["KA620"]);
    }

    private static IEnumerable<(string Name, Action<OnlineHome> Spoil, NetworkFaultKind? Kind, string[] Ids)> Answers()
    {
        yield return ("captive portal", home => home.Healthy(_ => LoopbackServer.Http(302, "text/html", "", "Location: http://portal.test/login\r\n")), NetworkFaultKind.Redirected, ["KA611"]);
        yield return ("captive portal that says so", home => home.Healthy(_ => LoopbackServer.Http(511, "text/html", "<html>Sign in</html>")), NetworkFaultKind.Redirected, ["KA611"]);
        yield return ("block page", home => home.Healthy(_ => LoopbackServer.Http(403, "text/html", "<html>blocked</html>", "Server: Zscaler/6.2\r\n")), NetworkFaultKind.ForeignAnswer, ["KA612"]);
        yield return ("silence after the handshake", home => { home.Serve(SilentBehindTls(home)); Short(home); }, NetworkFaultKind.AnswerTimedOut, ["KA613"]);
        yield return ("closed after the handshake", home => home.Healthy(_ => null), NetworkFaultKind.ConnectionBroke, ["KA613"]);
        yield return ("another time", home => home.Healthy(request => OnlineHome.Answer(request, new DateTimeOffset(2026, 11, 21, 12, 10, 0, TimeSpan.Zero))), null, ["KA614"]);
        yield return ("a service in trouble", home => home.Healthy(request => request.Contains("GetCallerIdentity", StringComparison.Ordinal) ? LoopbackServer.Http(503, "text/xml", "<x/>") : OnlineHome.Answer(request)), null, ["KA619"]);
        yield return ("another proxy for the client", home => { home.Healthy(); home.Home.With(".claude/settings.json", $$$"""{"env": {"HTTPS_PROXY": "http://u:{{{DiagnosticHome.Secret}}}@proxy.test:1"}}"""); }, null, ["KA621"]);
        yield return ("a role that is not assigned", home => home.Healthy(Portal(403, "ForbiddenException")), null, ["KA617"]);
        yield return ("a token that was taken back", home => home.Healthy(Portal(401, "UnauthorizedException")), null, ["KA618"]);
    }

    /// <summary>Both limits of a call: no answer in time is what the test is about, on a machine however slow.</summary>
    private static void Short(OnlineHome home) => home.Limit = TimeSpan.FromSeconds(3);

    private static void Trust(OnlineHome home, TestAuthority authority, params string[] variables)
    {
        home.Healthy(authority: authority);
        foreach (string variable in variables)
        {
            home.Home.Set(variable, home.WriteFile("company.pem", authority.Pem));
        }
    }

    private static void Refuse(OnlineHome home, string status) => Proxy(home, ConnectProxy.To(1, refusal: $"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"));

    private static void Proxy(OnlineHome home, LoopbackServer proxy) =>
        home.Home.Set("HTTPS_PROXY", $"http://someone:{DiagnosticHome.Secret}@127.0.0.1:{home.Add(proxy).Port}");

    private static Func<string, string?> Portal(int status, string type) => request => request.StartsWith("GET /federation", StringComparison.Ordinal)
        ? OnlineHome.Json(status, """{"message": "No access"}""", new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), $"x-amzn-ErrorType: {type}\r\n")
        : OnlineHome.Answer(request);

    private static LoopbackServer Blurting(string text) => new(async (client, stop) =>
    {
        await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, cancellationToken: stop);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), stop);
    });

    private static LoopbackServer SilentBehindTls(OnlineHome home)
    {
        var certificate = home.Amazon.Issue(OnlineHome.Hosts);
        return new LoopbackServer(async (client, stop) =>
        {
            var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task<IPAddress[]> NoSuchName(string host, CancellationToken stop) => Known(host) ?? throw new SocketException((int)SocketError.HostNotFound);

    private static Task<IPAddress[]> NoNameServer(string host, CancellationToken stop) => Known(host) ?? throw new SocketException((int)SocketError.TryAgain);

    private static async Task<IPAddress[]> Hanging(string host, CancellationToken stop)
    {
        if (Known(host) is { } known)
        {
            return await known;
        }

        await Task.Delay(Timeout.Infinite, stop);
        return [];
    }

    /// <summary>Addresses need no name server.</summary>
    private static Task<IPAddress[]>? Known(string host) => IPAddress.TryParse(host, out IPAddress? address) ? Task.FromResult<IPAddress[]>([address]) : null;
}
