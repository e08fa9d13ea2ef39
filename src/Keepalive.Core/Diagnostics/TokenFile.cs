using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.SingleSignOn;

namespace Keepalive.Diagnostics;

/// <summary>A file of the token folder: a token, a client registration, or neither.</summary>
/// <param name="Path">The path.</param>
/// <param name="Token">The token; null when it is none, or none that makes sense.</param>
/// <param name="StartUrl">The start URL that the token names.</param>
/// <param name="Fault">What is wrong with the file; null when it is whole.</param>
internal sealed record TokenFile(string Path, SsoToken? Token, string? StartUrl, string? Fault)
{
    /// <summary>The file was read, whatever it says.</summary>
    public bool IsRead { get; init; } = true;

    public static TokenFile Parse(string path, ReadOnlySpan<byte> content)
    {
        if (content.Trim(" \t\r\n\0"u8).IsEmpty)
        {
            return new TokenFile(path, null, null, "it is empty");
        }

        try
        {
            return JsonNode.Parse(content.StartsWith("\uFEFF"u8) ? content[3..] : content) is JsonObject json
                ? Read(path, json, SsoToken.Parse(content))
                : new TokenFile(path, null, null, "it is JSON, and no object");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return new TokenFile(path, null, null, "it ends in the middle, or is no JSON");
        }
    }

    /// <summary>A registration has no access token, and is whole all the same.</summary>
    private static TokenFile Read(string path, JsonObject json, SsoToken? token) => new(
        path,
        token,
        json["startUrl"] is JsonValue value && value.TryGetValue(out string? startUrl) ? startUrl : null,
        token is null && json.ContainsKey("accessToken") ? "its token or the time of its end makes no sense" : null);
}
