using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Keepalive.Sandbox.Services;

/// <summary>An answer, made before anything goes out: so it can be thrown away after its work was done.</summary>
internal sealed record SandboxReply(int Status, string ContentType, string Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Sent instead of <see cref="Body"/> where an answer isn't text.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The name of the error, for the log.</summary>
    public string? Error { get; init; }

    /// <summary>False for what something on the way answers: it has no request id of AWS.</summary>
    public bool IsOfTheService { get; init; } = true;

    public string RequestId { get; init; } = Guid.NewGuid().ToString();

    public static SandboxReply Json(JsonObject document) => new(200, "application/json", document.ToJsonString());

    public static SandboxReply Xml(int status, XElement document) => new(status, "text/xml", document.ToString(SaveOptions.DisableFormatting));

    public static SandboxReply Html(int status, string body) =>
        new(status, "text/html; charset=utf-8", $"<!doctype html><html><head><title>Keepalive Sandbox</title></head><body>{body}</body></html>");

    public static SandboxReply Redirect(string location) => new(302, "text/html; charset=utf-8", "") { Headers = new() { ["Location"] = location } };

    public async Task WriteAsync(HttpResponse response, DateTimeOffset date)
    {
        byte[] body = Bytes ?? Encoding.UTF8.GetBytes(Body);
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.Date = date.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        if (IsOfTheService)
        {
            response.Headers["x-amzn-RequestId"] = RequestId;
        }

        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(body);
    }
}
