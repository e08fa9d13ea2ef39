using System.Net;

namespace Keepalive.Network;

/// <summary>Tells an answer of something on the way (captive portal, block page) from one of AWS.</summary>
internal static class Middlebox
{
    private const int MaximumName = 40;

    /// <summary>What it looks like, or null when the answer may be the service's.</summary>
    public static string? Describe(HttpResponseMessage answer, int bodyLength)
    {
        if (answer.Headers.Contains("x-amzn-RequestId"))
        {
            return null;
        }

        int status = (int)answer.StatusCode;
        string? type = answer.Content.Headers.ContentType?.MediaType;
        string by = Server(answer);
        if (status is >= 300 and < 400)
        {
            // None of the operations in use redirects.
            return $"a redirect (status {status}{by})";
        }

        // The load balancers of AWS themselves answer 5xx with a little HTML.
        return status < (int)HttpStatusCode.InternalServerError && bodyLength > 0 && type is not null && !IsData(type)
            ? $"{(type.Contains("html", StringComparison.OrdinalIgnoreCase) ? "a web page" : "something else")} (status {status}, {Clean(type)}{by})"
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
