using Microsoft.Extensions.Primitives;

namespace Keepalive.Sandbox.Services;

/// <summary>One request and what became of it. Holds what was sent, secrets included: they are good nowhere else.</summary>
public sealed class LoggedRequest
{
    private readonly SandboxRequest _request;

    internal LoggedRequest(SandboxRequest request, DateTimeOffset receivedAt)
    {
        _request = request;
        ReceivedAt = receivedAt;
    }

    /// <summary>The operation.</summary>
    public SandboxOperation Operation => _request.Operation;

    /// <summary>When it had arrived, by the clock of the services.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The HTTP method.</summary>
    public string Method => _request.Method;

    /// <summary>Path and query as sent.</summary>
    public string Target => _request.Target;

    /// <summary>The HTTP status of the answer. Null while there is none, and when the connection was dropped.</summary>
    public int? Status { get; internal set; }

    /// <summary>The name of the error it was answered with, from the service's own rules or scripted.</summary>
    public string? Error { get; internal set; }

    /// <summary>The connection was dropped instead of an answer.</summary>
    public bool Dropped { get; internal set; }

    /// <summary>A parameter from query, form or the top level of the JSON body; lists are joined by spaces. Null when absent.</summary>
    /// <param name="parameter">Its name on the wire.</param>
    public string? this[string parameter] => _request.Values(parameter) is { Count: > 0 } values ? string.Join(' ', values.ToArray()) : null;

    /// <summary>A header of the request; null when absent.</summary>
    /// <param name="name">Its name.</param>
    public string? Header(string name) => _request.Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    /// <summary>The key of its signature; null if it is not signed.</summary>
    public string? AccessKeyId => SignatureVersion4.Read(_request)?.AccessKeyId;

    /// <inheritdoc />
    public override string ToString() => $"{Operation} {Status?.ToString() ?? (Dropped ? "dropped" : "unanswered")} {Error}".TrimEnd();
}
