using Keepalive.Diagnostics.Online;

namespace Keepalive;

/// <summary>How far a host was reached. Holds no secret.</summary>
public sealed class ClaudeAwsEndpoint
{
    internal ClaudeAwsEndpoint(EndpointReport endpoint)
    {
        Service = endpoint.Service;
        Url = VisibleText.Line(endpoint.Url);
        ConfiguredBy = VisibleText.Line(endpoint.ConfiguredBy);
        Fault = endpoint.Fault?.ToString();
        Message = VisibleText.Line(endpoint.Message);
        Status = endpoint.Status;
        Issuer = VisibleText.Line(endpoint.Issuer);
        IsIntercepted = endpoint.IsIntercepted;
        ClockSkew = endpoint.ClockSkewSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        Dns = Text(endpoint.Dns);
        Connect = Text(endpoint.Connect);
        Proxy = Text(endpoint.Proxy);
        Tls = Text(endpoint.Tls);
        Http = Text(endpoint.Http);
    }

    /// <summary>start-url, oidc, portal, sts or bedrock-runtime.</summary>
    public string Service { get; }

    /// <summary>The requested URL; null if a setting is invalid.</summary>
    public string? Url { get; }

    /// <summary>The setting that names another place than AWS's own.</summary>
    public string? ConfiguredBy { get; }

    /// <summary>How it failed, in a word; null when the host itself answered.</summary>
    public string? Fault { get; }

    /// <summary>The same in a sentence.</summary>
    public string? Message { get; }

    /// <summary>The status of the answer; any of the service itself is a good one.</summary>
    public int? Status { get; }

    /// <summary>The issuer of the certificate.</summary>
    public string? Issuer { get; }

    /// <summary>The certificate should be Amazon's and is not.</summary>
    public bool IsIntercepted { get; }

    /// <summary>How far the answer's clock is ahead of this machine's.</summary>
    public TimeSpan? ClockSkew { get; }

    /// <summary>The name, the proxy's where there is one.</summary>
    public string Dns { get; }

    /// <summary>The connection, to the proxy where there is one.</summary>
    public string Connect { get; }

    /// <summary>The tunnel through the proxy.</summary>
    public string Proxy { get; }

    /// <summary>The handshake, with the tunnel before it.</summary>
    public string Tls { get; }

    /// <summary>The answer.</summary>
    public string Http { get; }

    /// <summary>Service and fault.</summary>
    public override string ToString() => $"{Service}: {Fault ?? "answered"}";

    private static string Text(ProbeStep step) => string.Join(
        ", ", new[] { step.State.ToString(), step.Milliseconds is { } time ? $"{time} ms" : null, step.Detail }.OfType<string>());
}
