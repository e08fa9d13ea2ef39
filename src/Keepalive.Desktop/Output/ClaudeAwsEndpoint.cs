namespace Keepalive;

/// <summary>How far a host was reached. Holds no secret.</summary>
public sealed class ClaudeAwsEndpoint
{
    internal ClaudeAwsEndpoint(CompanionObject from)
    {
        Service = from.Text("Service") ?? string.Empty;
        Url = from.Text("Url");
        ConfiguredBy = from.Text("ConfiguredBy");
        Fault = from.Text("Fault");
        Message = from.Text("Message");
        Status = from.Number("Status");
        Issuer = from.Text("Issuer");
        IsIntercepted = from.Flag("IsIntercepted");
        ClockSkew = from.Span("ClockSkew");
        Dns = from.Text("Dns") ?? string.Empty;
        Connect = from.Text("Connect") ?? string.Empty;
        Proxy = from.Text("Proxy") ?? string.Empty;
        Tls = from.Text("Tls") ?? string.Empty;
        Http = from.Text("Http") ?? string.Empty;
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

}
