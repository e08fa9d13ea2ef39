using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keepalive.Sandbox.Services;

/// <summary>
/// IAM Identity Center (sso-oidc and portal), STS and Bedrock Runtime on one loopback origin, with the wire contract of the real ones.
/// Point a client at it with <c>AWS_ENDPOINT_URL</c>. Nothing here leaves the machine or outlives the object.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly LoopbackCertificate? _certificate;
    private readonly SandboxDispatcher _dispatcher;
    private readonly CancellationTokenSource _stopping = new();

    private SandboxServer(SandboxOptions options)
    {
        Options = options;
        IdentityCenter = new IdentityCenterState(options);
        ConsoleSignIn = new ConsoleSignInState(options, Keys);
        _dispatcher = new SandboxDispatcher(this);
        _certificate = options.UseHttps ? LoopbackCertificate.Make(options.CertificateIssuer) : null;
        BaseAddress = new Uri("http://127.0.0.1");

        // Empty: no settings of the machine (ASPNETCORE_URLS and the like), no log on the console.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (_certificate is not null)
                {
                    listen.UseHttps(_certificate.Server);
                }
            });
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens, with a slash at the end; on 127.0.0.1 only.</summary>
    public Uri BaseAddress { get; private set; }

    /// <summary>How it behaves.</summary>
    public SandboxOptions Options { get; }

    /// <summary>Clients, codes and tokens.</summary>
    public IdentityCenterState IdentityCenter { get; }

    /// <summary>Sessions of <c>aws login</c>.</summary>
    public ConsoleSignInState ConsoleSignIn { get; }

    /// <summary>Accounts and assigned roles.</summary>
    public AccountDirectory Directory { get; } = new();

    /// <summary>AWS keys given out.</summary>
    public KeyRing Keys { get; } = new();

    /// <summary>MFA devices of IAM users.</summary>
    public MfaDevices MfaDevices { get; } = new();

    /// <summary>Conditions on AssumeRole.</summary>
    public RoleTrusts RoleTrusts { get; } = new();

    /// <summary>The next simulated errors.</summary>
    public ScriptedFaults Faults { get; } = new();

    /// <summary>The received requests.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>The authority behind the certificate, as <c>AWS_CA_BUNDLE</c> takes it. Null without https.</summary>
    public string? CertificateAuthorityPem => _certificate?.Authority.ExportCertificatePem();

    /// <summary>The variables of a container whose credential is served here.</summary>
    public IReadOnlyDictionary<string, string> ContainerVariables => new Dictionary<string, string>
    {
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = new Uri(BaseAddress, MachineService.ContainerPath).ToString(),
    };

    /// <summary>The variables of an EC2 instance whose metadata is served here.</summary>
    public IReadOnlyDictionary<string, string> InstanceVariables => new Dictionary<string, string>
    {
        ["AWS_EC2_METADATA_DISABLED"] = "false",
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = BaseAddress.ToString(),

        // A program of this machine can be slower than the service of an instance.
        ["AWS_METADATA_SERVICE_TIMEOUT"] = "60",
    };

    /// <summary>The variables that lead an AWS client here.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL"] = BaseAddress.ToString().TrimEnd('/'),
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        // Claude Code's own name for it.
        ["ANTHROPIC_BEDROCK_BASE_URL"] = BaseAddress.ToString().TrimEnd('/'),
    };

    /// <summary>Starts the services; they answer when this returns.</summary>
    /// <param name="options">How they behave; null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new SandboxServer(options ?? new SandboxOptions());
        try
        {
            await server._application.StartAsync(cancellationToken);
            server.BaseAddress = new Uri(server._application.Urls.Single());
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client that talks to this server: no proxy, no redirects followed, its certificate believed.</summary>
    public HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        if (_certificate is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _certificate.Authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            };
        }

        return new HttpClient(handler) { BaseAddress = BaseAddress };
    }

    /// <summary>Drops what hangs, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.DisposeAsync();
        _certificate?.Dispose();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await _dispatcher.AnswerAsync(context, ending.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
