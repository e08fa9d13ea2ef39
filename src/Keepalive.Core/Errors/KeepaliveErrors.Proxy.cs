namespace Keepalive.Errors;

// Errors between here and a proxy. The only words for them: the doctor repeats them.
public static partial class KeepaliveErrors
{
    private const string AwsHosts = "the AWS hosts of your region (oidc.*, portal.sso.*, sts.*)";

    internal static KeepaliveException ProxyInvalid(string variable, string reason, bool isOfPassword = false) => new(
        KeepaliveErrorCode.ProxyInvalid,
        $"The proxy in {variable} can't be used: {reason}.",
        isOfPassword
            ? $"In the name and the password, write %2F for '/', %23 for '#' and %3F for '?'. The form of {variable} is http://user:password@host:port."
            : $"Set {variable} to http://host:port, or remove it.", variable);

    internal static KeepaliveException ProxyNotResolved(string host, ProxyWords proxy, Exception? inner = null) => new(
        KeepaliveErrorCode.NameNotResolved,
        $"The name {host} (the proxy) can't be resolved.",
        $"Check {proxy.Setting}. The name of a company proxy often exists only inside the company's network.", host, inner);

    /// <param name="proxy">The proxy.</param>
    /// <param name="reason">The cause, as a part of the sentence.</param>
    /// <param name="inner">The cause.</param>
    internal static KeepaliveException ProxyUnreachable(ProxyWords proxy, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.NetworkUnreachable,
        $"The proxy {proxy.Address} can't be reached: {reason}.",
        $"Check the network and the VPN. Correct {proxy.Setting}, or remove it if this network requires no proxy.", $"the proxy {proxy.Address}", inner);

    internal static KeepaliveException ProxySilent(ProxyWords proxy, TimeSpan limit, Exception? inner = null) => new(
        KeepaliveErrorCode.NetworkUnreachable,
        $"The proxy {proxy.Address} accepts the connection, but does not answer within {Duration.Format(limit)}.",
        $"Retry in a minute. If it happens again, ask your network administrators whether the proxy reaches {AwsHosts}. {OrOtherwise(proxy, $"Also check the address in {proxy.Setting}")}",
        $"the proxy {proxy.Address}", inner);

    internal static KeepaliveException ProxyHungUp(ProxyWords proxy, Exception? inner = null) => new(
        KeepaliveErrorCode.ProxyRefused,
        $"The proxy {proxy.Address} closed the connection without an answer.",
        $"Retry. If it happens again, {OrOtherwise(proxy, $"check the address in {proxy.Setting}")} Otherwise ask your network administrators.", proxy.Address, inner);

    /// <param name="proxy">The program that was taken for a proxy.</param>
    /// <param name="isOtherKind">It speaks as the other kind of proxy.</param>
    /// <param name="inner">The cause.</param>
    internal static KeepaliveException ProxyOfOtherKind(ProxyWords proxy, bool isOtherKind, Exception? inner = null) => new(
        KeepaliveErrorCode.ProxyRefused,
        $"The program at {proxy.Address} is not {(proxy.IsSocks ? "a SOCKS" : "an HTTP")} proxy{(isOtherKind ? $": it speaks {(proxy.IsSocks ? "HTTP" : "SOCKS")}" : string.Empty)}.",
        isOtherKind && proxy.OtherScheme is { } other
            ? $"{Capital(proxy.Become(other))}. If it still fails, check the address."
            : $"Check the address in {proxy.Setting}. If it is right, ask your network administrators for the kind of the proxy.", proxy.Address, inner);

    /// <param name="proxy">The proxy.</param>
    /// <param name="refusal">Why it opens no connection.</param>
    /// <param name="status">The status of its answer; null if it gave none.</param>
    /// <param name="inner">The cause.</param>
    internal static KeepaliveException ProxyRefused(ProxyWords proxy, ProxyRefusal refusal, int? status = null, Exception? inner = null)
    {
        (string verb, string advice) = refusal switch
        {
            ProxyRefusal.Password => ("requires a name and password, or rejected the given ones",
                $"Set {proxy.Variable ?? "HTTPS_PROXY"} to {proxy.Scheme}://user:password@host:port, or run a local proxy that signs in to the required proxy."),
            ProxyRefusal.SignIn => ("requires a sign-in to the network in a browser",
                "Open http://example.com in a browser, and sign in to the network there. Then retry."),
            ProxyRefusal.Redirect => ("redirects the connection to another page",
                "Open any page in a browser: the proxy may require you to sign in there first."),
            ProxyRefusal.Busy => ("has too many connections, and rejected this one",
                "Wait a minute, then retry. If it happens again, ask your network administrators for the limit of the proxy."),
            ProxyRefusal.NotUnderstood => ("did not accept the request for a connection",
                $"Check the address in {proxy.Setting}: it is probably not a proxy for HTTPS. If it is one, ask your network administrators for the reason."),
            ProxyRefusal.NotConnected => ("did not connect to the host",
                $"Retry in a minute. If it happens again, ask your network administrators whether the proxy reaches {AwsHosts}, or add an exception to NO_PROXY."),
            _ => ("blocks the connection",
                $"Ask your network administrators to allow {AwsHosts}, or add an exception to NO_PROXY."),
        };
        string answer = status is not { } said ? string.Empty : said == 511 ? " (status 511, RFC 6585)" : $" (status {said})";
        return new(KeepaliveErrorCode.ProxyRefused, $"The proxy {proxy.Address} {verb}{answer}.", advice, proxy.Address, inner);
    }

    /// <summary>A proxy that does not understand the request says nothing, or hangs up: then the other kind is the likely cause.</summary>
    private static string OrOtherwise(ProxyWords proxy, string other) => proxy.OtherScheme is { } scheme
        ? $"{other}. If it is {(proxy.IsSocks ? "an HTTP" : "a SOCKS")} proxy, {proxy.Become(scheme)}."
        : $"{other}.";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
