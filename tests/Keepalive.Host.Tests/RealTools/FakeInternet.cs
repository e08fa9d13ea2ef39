using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Keepalive.Sandbox.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>All that a login tool can reach: an identity provider's hosts, and STS, which is the Sandbox's. TLS on loopback behind a proxy.</summary>
internal sealed class FakeInternet : IAsyncDisposable
{
    private static readonly string[] s_sts = ["sts.amazonaws.com", "sts.us-east-1.amazonaws.com"];

    private readonly WebApplication _application;
    private readonly LoopbackCertificate _certificate;
    private readonly IReadOnlyDictionary<string, RequestDelegate> _hosts;
    private readonly HttpClient _sts;
    private readonly string _authority = Path.GetTempFileName();

    private FakeInternet(SandboxServer server, IReadOnlyDictionary<string, RequestDelegate> hosts)
    {
        _hosts = hosts;
        _sts = server.CreateClient();
        _certificate = LoopbackCertificate.Make("Keepalive Sandbox", [.. hosts.Keys, .. s_sts]);
        File.WriteAllText(_authority, _certificate.Authority.ExportCertificatePem());
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(CorporateProxy.Answer);
            listen.UseHttps(_certificate.Server);
        }));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Hosts that a tool has asked for and that nobody plays.</summary>
    public ConcurrentQueue<string> Strangers { get; } = [];

    /// <summary>What leads Python's and Go's clients here, as in a company with a proxy and an authority of its own.</summary>
    public IReadOnlyDictionary<string, string?> Variables
    {
        get
        {
            string proxy = $"http://127.0.0.1:{new Uri(_application.Urls.Single()).Port}";
            return new Dictionary<string, string?>
            {
                ["HTTP_PROXY"] = proxy,
                ["http_proxy"] = proxy,
                ["HTTPS_PROXY"] = proxy,
                ["https_proxy"] = proxy,
                ["ALL_PROXY"] = null,
                ["all_proxy"] = null,
                ["NO_PROXY"] = null,
                ["no_proxy"] = null,
                ["REQUESTS_CA_BUNDLE"] = _authority,
                ["AWS_CA_BUNDLE"] = _authority,
                ["SSL_CERT_FILE"] = _authority,
            };
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="server">Whose STS it is.</param>
    /// <param name="hosts">Who answers at which other hosts.</param>
    public static async Task<FakeInternet> StartAsync(SandboxServer server, IReadOnlyDictionary<string, RequestDelegate> hosts)
    {
        var internet = new FakeInternet(server, hosts);
        await internet._application.StartAsync(TestContext.Current.CancellationToken);
        return internet;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _certificate.Dispose();
        _sts.Dispose();
        File.Delete(_authority);
    }

    private Task AnswerAsync(HttpContext context)
    {
        string host = context.Request.Host.Host;
        if (s_sts.Contains(host))
        {
            return ForwardAsync(context);
        }

        if (_hosts.TryGetValue(host, out RequestDelegate? answer))
        {
            return answer(context);
        }

        Strangers.Enqueue(host);
        context.Response.StatusCode = StatusCodes.Status502BadGateway;
        return Task.CompletedTask;
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(context.Request.ContentType!);
        using HttpResponseMessage response = await _sts.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
