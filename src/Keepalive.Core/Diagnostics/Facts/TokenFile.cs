using System.Text.Json.Nodes;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Json;

namespace Keepalive.Diagnostics.Facts;

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

        return JsonContent.Read(content, out string? fault) is { } json ? Read(path, json, SsoToken.Of(json), SsoToken.FindFault(content)) : new TokenFile(path, null, null, fault);
    }

    /// <summary>A registration file is valid although it has no access token.</summary>
    private static TokenFile Read(string path, JsonObject json, SsoToken? token, string? fault) => new(
        path,
        token,
        json.Text("startUrl"),
        token is null && json.ContainsKey("accessToken") ? fault ?? "its token or its expiry is not valid" : null);
}

/// <summary>Start URLs without what makes no difference to the service.</summary>
internal static class StartUrl
{
    public static string Plain(string startUrl) => PortalUrl.Mend(startUrl.Trim().Trim('"', '\'')).TrimEnd('/', '#').ToLowerInvariant();
}
