using System.Net;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Core.Tests.Diagnostics.Online;

/// <summary>
/// A healthy home whose hosts are all on loopback: the real names reach one server through a proxy, with certificates of an
/// authority that calls itself Amazon. Each test puts a fault in the way.
/// </summary>
internal sealed class OnlineHome : IAsyncDisposable
{
    public const string Page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nx-amz-cf-id: x\r\n\r\n<html>";

    public const string Role = """{"roleCredentials": {"accessKeyId": "ASIAEXAMPLEEXAMPLE00", "secretAccessKey": "S3cr3tThatNobodyMaySee", "sessionToken": "S3cr3tThatNobodyMaySee", "expiration": 4102444800000}}""";

    /// <summary>All hosts of the home, in the order in which they are asked.</summary>
    public static readonly string[] Hosts =
    [
        "d-1234567890.awsapps.com", "oidc.eu-west-1.amazonaws.com", "portal.sso.eu-west-1.amazonaws.com", "sts.eu-west-1.amazonaws.com", "bedrock-runtime.eu-west-1.amazonaws.com",
    ];

    /// <summary>Where something always answers: longer than any busy machine takes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _servers = [];

    public DiagnosticHome Home { get; } = new();

    public TestAuthority Amazon { get; } = new("CN=Amazon Root CA 1, O=Amazon");

    /// <summary>What the proxy was asked to do.</summary>
    public List<string> Tunnels { get; } = [];

    /// <summary>The bound of each question; short only where nothing will ever answer.</summary>
    public TimeSpan Limit { get; set; } = s_patience;

    public Func<string, CancellationToken, Task<IPAddress[]>>? Resolve { get; set; }

    public string WriteFile(string name, string text)
    {
        Home.With(name, text);
        return Path.Combine(Home.Folder, name);
    }

    public LoopbackServer Add(LoopbackServer server)
    {
        _servers.Add(server);
        return server;
    }

    /// <summary>The services as they are, at their real names.</summary>
    public LoopbackServer Healthy(Func<string, string?>? answer = null, TestAuthority? authority = null, string[]? names = null, bool expired = false) =>
        Serve(LoopbackServer.Answering((authority ?? Amazon).Issue(names ?? Hosts, expired), answer ?? Answer));

    /// <summary>Leads every name to a server, and takes Amazon's authority for known.</summary>
    public LoopbackServer Serve(LoopbackServer server)
    {
        Add(server);
        LoopbackServer proxy = Add(ConnectProxy.To(server.Port, heads: Tunnels));
        Home.Set("HTTPS_PROXY", $"http://127.0.0.1:{proxy.Port}").Set("AWS_CA_BUNDLE", WriteFile("amazon.pem", Amazon.Pem));
        return server;
    }

    /// <summary>Puts a server in the place of the services, without a proxy; the start URL stays healthy.</summary>
    public LoopbackServer Direct(LoopbackServer server, string host = "localhost")
    {
        Healthy();
        Home.Set("AWS_ENDPOINT_URL", $"https://{host}:{server.Port}");
        return Add(server);
    }

    public Task<DiagnosticReport> ExamineAsync(IProgress<OnlineProgress>? progress = null) =>
        Home.ExamineOnlineAsync(new OnlineOptions(Limit, progress) { Resolve = Resolve }, TestContext.Current.CancellationToken);

    /// <summary>What each service says to somebody unknown.</summary>
    public static string? Answer(string request) => Answer(request, DateTimeOffset.Parse("2026-11-21T12:00:00Z", null));

    public static string? Answer(string request, DateTimeOffset date) =>
        request.StartsWith("GET /start", StringComparison.Ordinal) ? Page
        : request.StartsWith("GET /federation/credentials", StringComparison.Ordinal) ? Json(200, Role, date)
        : request.Contains("Action=GetCallerIdentity", StringComparison.Ordinal)
            ? LoopbackServer.Http(403, "text/xml", "<ErrorResponse><Error><Code>MissingAuthenticationToken</Code></Error></ErrorResponse>", $"Date: {date:r}\r\n")
        : Json(403, """{"message": "Missing Authentication Token"}""", date);

    public static string Json(int status, string body, DateTimeOffset date, string headers = "") =>
        LoopbackServer.Http(status, "application/json", body, $"x-amzn-RequestId: 1\r\nDate: {date:r}\r\n{headers}");

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }

        Amazon.Dispose();
        Home.Dispose();
    }
}
