using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Keepalive.Aws.Network;

/// <summary>
/// The one way out to the network: proxy, trust and time limits as configured; no redirects, no cookies, no
/// decompression; every failure comes out as a <see cref="NetworkFaultException"/>.
/// </summary>
internal sealed class AwsHttp : IDisposable
{
    private static readonly ConcurrentDictionary<NetworkSettings, Lazy<AwsHttp>> Shared = new();

    /// <summary>Makes one of its own.</summary>
    /// <param name="settings">How connections are made.</param>
    /// <param name="systemProxy">What to ask when no proxy variable is set.</param>
    /// <param name="witness">Is told how far a connection came, for a diagnosis.</param>
    /// <exception cref="KeepaliveException">A proxy variable makes no sense.</exception>
    public AwsHttp(NetworkSettings settings, IWebProxy? systemProxy = null, ConnectionTrace? witness = null)
    {
        Settings = settings;
        var proxy = new AwsProxy(settings.Proxy, systemProxy);
        Proxy = proxy;
        Trust = new CertificateTrust(settings.CaBundles) { Witness = witness };
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            Proxy = proxy,
            UseProxy = true,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.None, // the system's choice
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = Trust.Verify,
            },
        };

        var connector = new Connector(proxy, witness);
        connector.Attach(sockets);

        // The handler has the time limit; HttpClient's own limit would throw an exception without details.
        Client = new HttpClient(new FaultHandler(sockets, settings, proxy, Trust, connector)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public NetworkSettings Settings { get; }

    public AwsProxy Proxy { get; }

    public CertificateTrust Trust { get; }

    /// <summary>The client; only this class disposes of it.</summary>
    public HttpClient Client { get; }

    /// <summary>The one for these settings, made when first needed and kept with its connections.</summary>
    /// <exception cref="KeepaliveException">A proxy variable makes no sense.</exception>
    public static AwsHttp For(NetworkSettings settings) => Shared.GetOrAdd(
        settings, key => new Lazy<AwsHttp>(() => new AwsHttp(key, AwsProxy.SystemProxy))).Value;

    public void Dispose() => Client.Dispose();
}
