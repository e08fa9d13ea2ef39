using System.Net;

namespace Keepalive.Aws.Network;

/// <summary>An answer of something on the way (captive portal, block page), told from one of AWS.</summary>
/// <param name="What">What it looks like.</param>
/// <param name="IsRedirect">It sends to another place, or demands a sign-in: a captive portal.</param>
internal sealed record Middlebox(string What, bool IsRedirect)
{
    /// <summary>Marks a request whose rightful answer may be a web page.</summary>
    public static readonly HttpRequestOptionsKey<bool> PageExpected = new("keepalive.page-expected");

    private const int MaximumName = 40;

    /// <summary>Null when the answer may be the service's.</summary>
    public static Middlebox? Find(HttpResponseMessage answer, int bodyLength)
    {
        if (answer.Headers.Contains("x-amzn-RequestId") || (answer.RequestMessage?.Options.TryGetValue(PageExpected, out bool expected) == true && expected))
        {
            return null;
        }

        int status = (int)answer.StatusCode;
        string? type = answer.Content.Headers.ContentType?.MediaType;
        string by = Server(answer);
        if (status is >= 300 and < 400)
        {
            // None of the operations in use redirects.
            return new Middlebox($"a redirect (status {status}{by})", IsRedirect: true);
        }

        if (status == (int)HttpStatusCode.NetworkAuthenticationRequired)
        {
            // RFC 6585, 6: only a network says it, never a service.
            return new Middlebox($"a request to sign in to the network (status {status}{by})", IsRedirect: true);
        }

        // The load balancers of AWS themselves answer 5xx with a little HTML.
        return status < (int)HttpStatusCode.InternalServerError && bodyLength > 0 && type is not null && !IsData(type)
            ? new Middlebox(
                $"{(type.Contains("html", StringComparison.OrdinalIgnoreCase) ? "a web page" : "something else")} (status {status}, {Clean(type)}{by})", IsRedirect: false)
            : null;
    }

    /// <summary>JSON or XML, with whatever prefix or suffix.</summary>
    private static bool IsData(string type) =>
        type.Contains("json", StringComparison.OrdinalIgnoreCase)
        || (type.Contains("xml", StringComparison.OrdinalIgnoreCase) && !type.Contains("html", StringComparison.OrdinalIgnoreCase))
        || type.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
        || type.Equals("binary/octet-stream", StringComparison.OrdinalIgnoreCase);

    private static string Server(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Server", out IEnumerable<string>? values) && Clean(string.Join(' ', values)) is { Length: > 0 } name
            ? $", server {name}"
            : string.Empty;

    private static string Clean(string text) =>
        new([.. text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '/' or '.' or '-' or '_' or '+').Take(MaximumName)]);
}
