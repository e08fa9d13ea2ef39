using Keepalive.Aws.Network;

namespace Keepalive.Diagnostics.Online;

/// <summary>
/// Detects an answer to the start URL that is not from AWS. The answer is a web page in any case, so only the redirects and headers
/// help: a redirect that leaves AWS, or an error without any of AWS's headers.
/// </summary>
internal static class ForeignPage
{
    public static (NetworkFaultKind Kind, string Message)? Judge(Uri url, HttpResponseMessage answer)
    {
        int status = (int)answer.StatusCode;
        if (status is >= 300 and < 400)
        {
            // A company's own address for its portal leads to AWS, and so to another host in any case.
            return answer.Headers.Location is { } location && Uri.TryCreate(url, location, out Uri? next) && WebUrl.HasHost(next)
                && AmazonHosts.IsOwn(url.IdnHost) && !AmazonHosts.IsOwn(next.IdnHost) && next.IdnHost != url.IdnHost
                ? (NetworkFaultKind.Redirected, KeepaliveErrors.MiddleboxAnswered(url.IdnHost, $"a redirect (status {status})").Message)
                : null;
        }

        return status == 511
            ? (NetworkFaultKind.Redirected, KeepaliveErrors.MiddleboxAnswered(url.IdnHost, $"a request to sign in to the network (status {status})").Message)
            : status is >= 400 and < 500 && answer.Content.Headers.ContentType?.MediaType == "text/html"
            && !answer.Headers.Any(header => header.Key.StartsWith("x-am", StringComparison.OrdinalIgnoreCase))
            ? (NetworkFaultKind.ForeignAnswer, KeepaliveErrors.MiddleboxAnswered(url.IdnHost, $"a web page (status {status})").Message)
            : null;
    }
}
