using Keepalive.Aws.Network;

namespace Keepalive.Diagnostics.Online;

/// <summary>How far a host was reached. Holds no secret.</summary>
/// <param name="Service"><c>oidc</c>, <c>portal</c>, <c>sts</c>, <c>bedrock-runtime</c> or <c>start-url</c>.</param>
/// <param name="Url">What was asked for; null where a setting makes no sense.</param>
/// <param name="ConfiguredBy">The setting that names another place than AWS's own; null for that.</param>
/// <param name="Fault">How it failed; null when the host itself answered.</param>
/// <param name="Message">The same in a sentence.</param>
public sealed record EndpointReport(string Service, string? Url, string? ConfiguredBy, NetworkFaultKind? Fault, string? Message)
{
    /// <summary>The name, the proxy's where there is one.</summary>
    public ProbeStep Dns { get; init; } = new(ProbeState.NotReached);

    /// <summary>The connection, to the proxy where there is one.</summary>
    public ProbeStep Connect { get; init; } = new(ProbeState.NotReached);

    /// <summary>The tunnel through the proxy. Its time is within that of <see cref="Tls"/>.</summary>
    public ProbeStep Proxy { get; init; } = new(ProbeState.NotNeeded);

    /// <summary>The handshake.</summary>
    public ProbeStep Tls { get; init; } = new(ProbeState.NotReached);

    /// <summary>The answer. Any status of the service itself is a good one: nothing was asked that it would grant.</summary>
    public ProbeStep Http { get; init; } = new(ProbeState.NotReached);

    /// <summary>The answer's status.</summary>
    public int? Status { get; init; }

    /// <summary>The issuer of the certificate; null if no certificate was seen.</summary>
    public string? Issuer { get; init; }

    /// <summary>The certificate of an AWS host is trusted, and not Amazon's.</summary>
    public bool IsIntercepted { get; init; }

    /// <summary>How far the answer's clock is ahead of this machine's, in seconds; null without an answer.</summary>
    public long? ClockSkewSeconds { get; init; }

    /// <summary>The proxy on the way; null for none.</summary>
    internal ProxyRoute? Route { get; init; }

    /// <summary>The next step of the error; null without one.</summary>
    internal string? Advice { get; init; }

    internal string Host { get; init; } = string.Empty;

    /// <summary>Host and port, where it is not the usual one.</summary>
    internal string Place { get; init; } = string.Empty;

    internal ObservedCertificate? Certificate { get; init; }
}
