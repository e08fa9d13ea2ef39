using System.Text;

namespace Keepalive.Prompts.Page;

/// <summary>An answer of the page's server. Each has the same headers; none repeats anything of its request.</summary>
internal sealed class PageResponse
{
    private const string Json = "application/json";

    private readonly string _status;
    private readonly string _type;
    private readonly byte[] _body;
    private readonly string _headers;

    private PageResponse(string status, string type, byte[] body, string headers = "")
    {
        _status = status;
        _type = type;
        _body = body;
        _headers = headers;
    }

    public static PageResponse BadRequest { get; } = Refusal("400 Bad Request");

    /// <summary>The token is not the right one.</summary>
    public static PageResponse Unauthorized { get; } = Refusal("401 Unauthorized");

    /// <summary>The request is made for another host, or by another site.</summary>
    public static PageResponse Forbidden { get; } = Refusal("403 Forbidden");

    public static PageResponse NotFound { get; } = Refusal("404 Not Found");

    public static PageResponse MethodNotAllowed { get; } = Refusal("405 Method Not Allowed");

    public static PageResponse LengthRequired { get; } = Refusal("411 Length Required");

    public static PageResponse TooLarge { get; } = Refusal("413 Content Too Large");

    public static PageResponse UnsupportedType { get; } = Refusal("415 Unsupported Media Type");

    /// <summary>A document with its own policy: only what carries the nonce runs, and it talks only to this server.</summary>
    public static PageResponse Document(byte[] html, string nonce) => new(
        "200 OK", "text/html; charset=utf-8", html,
        $"Content-Security-Policy: default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'\r\n");

    /// <summary>Sends a browser on. Only for a visitor that is known to be ours.</summary>
    public static PageResponse SeeOther(string location) => new("303 See Other", "text/plain", [], $"Location: {location}\r\n");

    /// <summary>Data for a visitor with the right token, and the proof for it.</summary>
    public static PageResponse Data(byte[] json, PageKey key) => new("200 OK", Json, json, $"{HttpNames.Proof}: {key.Proof}\r\n");

    /// <summary>The whole response.</summary>
    public byte[] ToHttp()
    {
        string policy = _headers.StartsWith("Content-Security-Policy", StringComparison.Ordinal) ? "" : "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
        byte[] head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {_status}\r\nContent-Type: {_type}\r\nContent-Length: {_body.Length}\r\nConnection: close\r\nCache-Control: no-store\r\n"
            + "Referrer-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nCross-Origin-Resource-Policy: same-origin\r\n"
            + $"Cross-Origin-Opener-Policy: same-origin\r\n{policy}{_headers}\r\n");
        return [.. head, .. _body];
    }

    private static PageResponse Refusal(string status) => new(status, "text/plain", Encoding.ASCII.GetBytes(status + "\n"));
}

/// <summary>The headers and paths that server, page and client share.</summary>
internal static class HttpNames
{
    public const string Token = "Keepalive-Token";
    public const string Proof = "Keepalive-Proof";
    public const string Question = "Keepalive-Question";
    public const string Bytes = "application/octet-stream";

    public const string State = "/state";
    public const string Answer = "/answer";
    public const string Decline = "/decline";

    /// <summary>Makes a way for a browser to the page.</summary>
    public const string Entrance = "/entrance";

    /// <summary>A single-use address; its nonce follows.</summary>
    public const string Open = "/open/";
}
