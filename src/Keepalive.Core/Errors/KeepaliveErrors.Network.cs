namespace Keepalive.Errors;

// Errors of the network, of the sign-in service and of the portal. Messages hold hosts, proxies and names of issuers, but never a URL's
// password, a token or the text of a service's answer.
public static partial class KeepaliveErrors
{
    private const string SignInAgain = "Sign in with 'claude-aws login' (Connect-ClaudeAws). To sign in to another profile, add --profile (-ProfileName).";
    private const string ReportIt = "Please report this error with the version of claude-aws. Until it is fixed, 'claude-aws login' with --use-device-code or --browser may work.";

    internal static KeepaliveException EndpointInvalid(string source, string reason) => new(
        KeepaliveErrorCode.EndpointInvalid,
        $"The endpoint of {source} can't be used: {reason}.",
        "Write it as https://host (http is allowed only for 127.0.0.1, [::1] and localhost), or remove the setting. AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true makes Keepalive ignore all configured endpoints.",
        source);

    internal static KeepaliveException CaBundleUnreadable(string path, string source, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.CaBundleUnreadable,
        $"The certificate bundle {path} ({source}) is needed for this connection, but can't be used: {reason}.",
        "Save your company's root certificate as PEM in that file, or correct the path.", path, inner);

    /// <param name="host">The service's host.</param>
    /// <param name="exempted">The variable of a proxy that NO_PROXY exempts this host from; null for none.</param>
    /// <param name="inner">The cause.</param>
    internal static KeepaliveException NameNotResolved(string host, string? exempted = null, Exception? inner = null) => new(
        KeepaliveErrorCode.NameNotResolved,
        $"The name {host} can't be resolved.",
        $"Check the network, the VPN and the region in the profile. {ProxyHint(exempted)}", host, inner);

    /// <param name="host">The service's host.</param>
    /// <param name="reason">The cause, as a part of the sentence.</param>
    /// <param name="exempted">The variable of a proxy that NO_PROXY exempts this host from; null for none.</param>
    /// <param name="inner">The cause.</param>
    internal static KeepaliveException NetworkUnreachable(string host, string reason, string? exempted = null, Exception? inner = null) => new(
        KeepaliveErrorCode.NetworkUnreachable,
        $"{host} can't be reached: {reason}.",
        $"Check the network and the VPN. {ProxyHint(exempted)}", host, inner);

    internal static KeepaliveException TlsUntrusted(string host, string issuer, Exception? inner = null) => new(
        KeepaliveErrorCode.TlsUntrusted,
        $"The certificate of {host} was issued by {issuer}. Neither this system nor a configured certificate bundle trusts this issuer.",
        "If your company inspects TLS, save its root certificate as PEM and set AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS to that file. Otherwise do not use this network.",
        host, inner);

    internal static KeepaliveException CertificateInvalid(string host, string issuer, bool isOfOtherHost, Exception? inner = null) => new(
        KeepaliveErrorCode.CertificateInvalid,
        $"The certificate of {host} (issued by {issuer}) {(isOfOtherHost ? "was issued to another host" : "is expired or not valid yet")}.",
        isOfOtherHost
            ? "Open any page in a browser: the network may require you to sign in first. If that is not the cause, a proxy or a firewall answers in place of the host: ask your network administrators."
            : "Check the machine's date. Then open any page in a browser: the network may require you to sign in first.",
        host, inner);

    /// <param name="host">The service's host.</param>
    /// <param name="proxy">Host and port of the proxy on the way; null for none.</param>
    /// <param name="secureProxy">The variable that asks for TLS to a proxy which may not use it; null for none.</param>
    /// <param name="reason">The cause, as a part of the sentence.</param>
    /// <param name="inner">The cause.</param>
    internal static KeepaliveException TlsInterrupted(string host, string? proxy, string? secureProxy, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.TlsInterrupted,
        $"The secure connection to {host}{(proxy is null ? string.Empty : $" through the proxy {proxy}")} could not be established: {reason}.",
        secureProxy is not null
            ? $"Most proxies use plain HTTP: begin {secureProxy} with http:// instead of https://. If this proxy uses TLS, ask your network administrators."
            : "Usually a VPN, firewall or captive portal cuts the connection. Connect or disconnect the VPN, or open any page in a browser, then retry.", host, inner);

    internal static KeepaliveException AnswerLost(string host, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.AnswerLost,
        $"The answer of {host} was incomplete: {reason}.",
        "Retry. If it happens again, check whether a VPN or proxy drops connections.", host, inner);

    internal static KeepaliveException MiddleboxAnswered(string host, string what) => new(
        KeepaliveErrorCode.MiddleboxAnswered,
        $"The answer is not from {host}: a device on the network answered with {what}.",
        "Open any page in a browser. If a captive portal or a blocking proxy shows its page there, sign in to it, or ask your network administrators to allow the host.", host);

    private static string ProxyHint(string? exempted) => exempted is null
        ? "If your network requires a proxy, set HTTPS_PROXY."
        : $"NO_PROXY exempts this host from the proxy in {exempted}. If your network requires the proxy, remove the host from NO_PROXY.";

    internal static KeepaliveException ServiceUnavailable(string service, int status, string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ServiceUnavailable,
        $"{service} reports an internal error (status {status}).",
        "Retry in a minute. https://health.aws.amazon.com shows known problems.", target, inner);

    internal static KeepaliveException ServiceThrottled(string service, string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ServiceThrottled,
        $"{service} received too many requests and rejected this one.",
        "Wait a minute, then retry. If it happens again, look for a script that signs in or lists accounts in a loop.", target, inner);

    internal static KeepaliveException ServiceRefused(
        string service, int status, string? type, string? reason, string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ServiceRefused,
        $"{service} rejected the request: {type ?? "an error without a name"}{(reason is null ? string.Empty : $" ({reason})")}, status {status}.",
        "Check sso_region, sso_start_url, sso_account_id, sso_role_name and role_arn of the profile.", target, inner);

    internal static KeepaliveException SignInRequired(string target, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInRequired,
        $"The token of '{target}' can't be renewed silently: {reason}.",
        SignInAgain, target, inner);

    internal static KeepaliveException AccessTokenRejected(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.AccessTokenRejected,
        $"The access token of '{target}' is no longer accepted: it was revoked, or you signed out elsewhere.",
        SignInAgain, target, inner);

    internal static KeepaliveException RoleNotAssigned(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.RoleNotAssigned,
        $"Your Identity Center user has no access to the account and role of '{target}', or they do not exist.",
        "Check sso_account_id and sso_role_name of the profile, or ask your administrator for the permission set. Signing in again does not help.", target, inner);

    internal static KeepaliveException SignInPending(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInPending,
        $"The sign-in to '{target}' is not approved yet.",
        "Complete the sign-in in the browser.", target, inner);

    internal static KeepaliveException SignInPollingTooFast(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInPollingTooFast,
        $"Keepalive asked the service too often for the result of the sign-in to '{target}'.",
        "Wait a few seconds. The sign-in continues.", target, inner);

    internal static KeepaliveException SignInCodeExpired(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInCodeExpired,
        $"The sign-in code for '{target}' was not approved in time.",
        "Run 'claude-aws login' (Connect-ClaudeAws) again, and approve the new code in the browser within ten minutes.", target, inner);

    internal static KeepaliveException SignInCodeRefused(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInCodeRefused,
        $"The service rejected the code for the sign-in to '{target}': the code was already used, or belongs to another sign-in.",
        "Run 'claude-aws login' (Connect-ClaudeAws) again, and use only the newest browser tab.", target, inner);

    internal static KeepaliveException SignInDenied(string target, string? reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInDenied,
        $"The sign-in to '{target}' was denied{(reason is null ? string.Empty : $" ({reason})")}.",
        reason is null
            ? "If you pressed Deny, sign in again and press Allow. If you did not, ask the administrators of your Identity Center."
            : "The Identity Center instance can't use its encryption key. Ask its administrators to fix this.",
        target, inner);

    internal static KeepaliveException ClientRegistrationInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ClientRegistrationInvalid,
        $"The service does not know the client registration of '{target}'. The registration may have expired.",
        "Run 'claude-aws login --force' (Connect-ClaudeAws -Force). It creates a new client registration.", target, inner);

    internal static KeepaliveException ClientNotAuthorized(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ClientNotAuthorized,
        $"The client registration of '{target}' is not allowed to use this method of sign-in.",
        "Try another method: 'claude-aws login --use-device-code' or 'claude-aws login --browser COMMAND'.", target, inner);

    internal static KeepaliveException ClientMetadataInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ClientMetadataInvalid,
        $"The service rejected the client registration for '{target}'.",
        $"Check sso_start_url. {ReportIt}", target, inner);

    internal static KeepaliveException RedirectUriInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.RedirectUriInvalid,
        $"The service rejected the redirect URL of the sign-in to '{target}'.",
        ReportIt, target, inner);

    internal static KeepaliveException ScopeInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ScopeInvalid,
        $"The service does not know one of the sso_registration_scopes of '{target}'.",
        "Correct sso_registration_scopes in its [sso-session] section. The usual registration scope is sso:account:access.", target, inner);

    internal static KeepaliveException GrantTypeUnsupported(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.GrantTypeUnsupported,
        $"The service does not support the method of sign-in that '{target}' uses.",
        "Try another method: 'claude-aws login --use-device-code' or 'claude-aws login --browser COMMAND'.", target, inner);

    internal static KeepaliveException SsoRegionWrong(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SsoRegionWrong,
        $"The Identity Center instance of '{target}' is in another region.",
        "Correct sso_region in its [sso-session] section. The console of IAM Identity Center shows the region next to the instance.", target, inner);
}
