using System.Text;

namespace Keepalive.Aws.Network;

/// <summary>
/// The answers from which AWS's time is read. A wrong Date in one of them would decide for a day which keys are valid. So the answer must
/// come from AWS over TLS, and from a service that has processed the request or rejects it because of its time.
/// </summary>
internal static class ServerTime
{
    private const int LongestRefusal = 4 * 1024;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>The Date of such an answer; null for every other.</summary>
    /// <param name="url">What was asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body.</param>
    public static DateTimeOffset? Of(Uri url, HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        return Trusted(url, answer) is { } date && (answer.IsSuccessStatusCode || IsRefusalForTime((int)answer.StatusCode, body, date)) ? date : null;
    }

    /// <summary>The Date of any answer of AWS over TLS, also of one that rejects the request; null for others. It alone is no reason to correct a clock.</summary>
    /// <param name="url">What was asked.</param>
    /// <param name="answer">The answer.</param>
    public static DateTimeOffset? Trusted(Uri url, HttpResponseMessage answer) =>
        // A cache tells the time at which it stored the answer (RFC 9111, 5.1).
        IsTrusted(url) && answer.Headers.Age is null ? answer.Headers.Date : null;

    private static bool IsTrusted(Uri url) => Loopback.IsLoopback(url) || (url.Scheme == Uri.UriSchemeHttps && AmazonHosts.IsOwn(url.IdnHost));

    /// <summary>
    /// RequestExpired; or SignatureDoesNotMatch, which has many reasons, with the text "Signature expired: 20261129T101500Z is now earlier than
    /// 20261129T111500Z (20261129T113000Z - 15 min.)", one of whose times is the Date's.
    /// </summary>
    private static bool IsRefusalForTime(int status, ReadOnlySpan<byte> body, DateTimeOffset date)
    {
        if (status is not (400 or 403) || body.Length > LongestRefusal)
        {
            return false;
        }

        string text = Encoding.ASCII.GetString(body);
        return text.Contains(">RequestExpired<", StringComparison.Ordinal)
            || (text.Contains(">SignatureDoesNotMatch<", StringComparison.Ordinal) && Times(text) is [_, _, ..] times && times.Exists(time => (time - date).Duration() <= Tolerance));
    }

    /// <summary>Every time in the basic form of ISO 8601, which signatures use.</summary>
    private static List<DateTimeOffset> Times(string text)
    {
        const string Form = "yyyyMMdd'T'HHmmss'Z'";
        const int Length = 16;
        List<DateTimeOffset> times = [];
        for (int mark = text.IndexOf('T', StringComparison.Ordinal); mark >= 0; mark = text.IndexOf('T', mark + 1))
        {
            if (mark >= 8 && mark - 8 + Length <= text.Length
                && DateTimeOffset.TryParseExact(
                    text.AsSpan(mark - 8, Length), Form, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            {
                times.Add(time);
            }
        }

        return times;
    }
}
