using System.Text;

namespace Keepalive.SignIn;

/// <summary>
/// The pages that the browser shows at the end: fixed pages without script, style or anything of the request, so that
/// an attacker can't make the loopback port show other text.
/// </summary>
internal sealed class CallbackPage
{
    private readonly string _status;
    private readonly string _text;

    private CallbackPage(string status, string text)
    {
        _status = status;
        _text = text;
    }

    public static CallbackPage Arrived { get; } = new("200 OK", "The sign-in is complete in the browser. You can close this tab and return to your terminal.");

    public static CallbackPage Refused { get; } = new("200 OK", "The sign-in was not approved. You can close this tab.");

    public static CallbackPage BadRequest { get; } = new("400 Bad Request", "This answer does not belong to the running sign-in, which continues to wait. If an error was shown, run: claude-aws login --force.");

    public static CallbackPage NotFound { get; } = new("404 Not Found", "There is nothing here. You can close this tab.");

    /// <summary>The whole response.</summary>
    public byte[] ToHttp()
    {
        string body = $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>claude-aws</title><p>{_text}</p></html>\n";
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {_status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
            + "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
            + $"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n\r\n{body}");
    }
}
