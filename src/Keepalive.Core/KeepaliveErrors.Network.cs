namespace Keepalive;

// The conditions of the network, of the sign-in service and of the portal. Hosts, proxies and names of issuers are told; a URL's
// password, a token or a service's own words never.
public static partial class KeepaliveErrors
{
    private const string SignInAgain = "Sign in: 'claude-aws login' (Connect-ClaudeAws), with --profile (-ProfileName) where it is not the one in use.";
    private const string ReportIt = "Report it with the version of claude-aws; meanwhile 'claude-aws login' with the other way (--use-device-code or --browser) may work.";

    internal static KeepaliveException EndpointInvalid(string source, string reason) => new(
        KeepaliveErrorCode.EndpointInvalid,
        $"The endpoint of {source} can't be used: {reason}.",
        "Write it as https://host (plain http only for 127.0.0.1, [::1] and localhost), or remove the setting; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true ignores all of them.",
        source);

    internal static KeepaliveException ProxyInvalid(string variable, string reason) => new(
        KeepaliveErrorCode.ProxyInvalid,
        $"The proxy in {variable} can't be used: {reason}.",
        $"Write {variable} as http://host:port, or remove it.", variable);

    internal static KeepaliveException CaBundleUnreadable(string path, string source, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.CaBundleUnreadable,
        $"The certificate bundle {path} ({source}) is needed for this connection and can't be used: {reason}.",
        "Export your company's root certificate as PEM into that file, or correct the path.", path, inner);

    internal static KeepaliveException NameNotResolved(string host, bool isProxy, Exception? inner = null) => new(
        KeepaliveErrorCode.NameNotResolved,
        $"The name {host}{(isProxy ? " (the proxy)" : string.Empty)} can't be resolved.",
        isProxy
            ? "Check HTTPS_PROXY; away from the company's network the proxy's name often does not exist."
            : "Check the network or VPN and the region in the profile; where a proxy is required, set HTTPS_PROXY.",
        host, inner);

    internal static KeepaliveException NetworkUnreachable(string peer, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.NetworkUnreachable,
        $"{peer} can't be reached: {reason}.",
        "Check the network or VPN; where a proxy is required, set HTTPS_PROXY.", peer, inner);

    internal static KeepaliveException ProxyRefused(string proxy, int? status, Exception? inner = null) => new(
        KeepaliveErrorCode.ProxyRefused,
        status switch
        {
            407 => $"The proxy {proxy} asks for a name and password, or does not take the ones it got (status 407).",
            { } other => $"The proxy {proxy} does not let the connection through (status {other}).",
            null => $"The proxy {proxy} does not let the connection through.",
        },
        status == 407
            ? "Put them into HTTPS_PROXY as http://user:password@host:port, or run a local proxy that signs in for you."
            : "Ask your network administrators to allow the AWS hosts of your region (oidc.*, portal.sso.*, sts.*), or name an exception in NO_PROXY.",
        proxy, inner);

    internal static KeepaliveException TlsUntrusted(string host, string issuer, Exception? inner = null) => new(
        KeepaliveErrorCode.TlsUntrusted,
        $"The certificate of {host} was issued by {issuer}, which neither this system nor a configured bundle trusts.",
        "If your company inspects TLS, save its root certificate as PEM and name the file in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS; otherwise do not use this network.",
        host, inner);

    internal static KeepaliveException CertificateInvalid(string host, string issuer, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.CertificateInvalid,
        $"The certificate of {host} (issued by {issuer}) {reason}.",
        "Check the machine's date, and open any page in a browser: a hotel's or company's sign-in page may stand in the way.", host, inner);

    internal static KeepaliveException TlsInterrupted(string host, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.TlsInterrupted,
        $"The secure connection to {host} failed before it stood: {reason}.",
        "As a rule a VPN, firewall or captive portal cuts it: connect or disconnect the VPN, or open any page in a browser, then retry.", host, inner);

    internal static KeepaliveException AnswerLost(string host, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.AnswerLost,
        $"The answer of {host} did not arrive whole: {reason}.",
        "Retry; if it happens again, look for a VPN or proxy that drops connections.", host, inner);

    internal static KeepaliveException MiddleboxAnswered(string host, string what) => new(
        KeepaliveErrorCode.MiddleboxAnswered,
        $"Instead of {host} something on the way answered with {what}.",
        "Open any page in a browser: a captive portal or a blocking proxy will show itself there. Sign in to it, or ask to have the host allowed.", host);

    internal static KeepaliveException ServiceUnavailable(string service, int status, string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ServiceUnavailable,
        $"{service} is in trouble (status {status}).",
        "Retry in a minute; https://health.aws.amazon.com shows known problems.", target, inner);

    internal static KeepaliveException ServiceThrottled(string service, string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ServiceThrottled,
        $"{service} asks for fewer requests.",
        "Wait a minute, then retry; look for a loop that signs in or lists accounts all the time.", target, inner);

    internal static KeepaliveException ServiceRefused(
        string service, int status, string? type, string? reason, string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ServiceRefused,
        $"{service} refuses the request: {type ?? "an error without a name"}{(reason is null ? string.Empty : $" ({reason})")}, status {status}.",
        "Check sso_region, sso_start_url, sso_account_id, sso_role_name and role_arn of the profile.", target, inner);

    internal static KeepaliveException SignInRequired(string target, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInRequired,
        $"Session '{target}' can't be renewed without you: {reason}.",
        SignInAgain, target, inner);

    internal static KeepaliveException AccessTokenRejected(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.AccessTokenRejected,
        $"The access token of '{target}' is no longer accepted: it was revoked, or the session was ended elsewhere.",
        SignInAgain, target, inner);

    internal static KeepaliveException RoleNotAssigned(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.RoleNotAssigned,
        $"Your Identity Center user has no access to the account and role of '{target}', or they do not exist.",
        "Check sso_account_id and sso_role_name of the profile, or ask for the permission set; signing in again does not help.", target, inner);

    internal static KeepaliveException SignInPending(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInPending,
        $"The sign-in of '{target}' is not approved yet.",
        "Finish it in the browser.", target, inner);

    internal static KeepaliveException SignInPollingTooFast(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInPollingTooFast,
        $"The service asks to be polled less often for '{target}'.",
        "Wait a few seconds; nothing is lost.", target, inner);

    internal static KeepaliveException SignInCodeExpired(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInCodeExpired,
        $"The sign-in code of '{target}' was not approved in time.",
        "Start again, and approve the new code in the browser within ten minutes: 'claude-aws login' (Connect-ClaudeAws).", target, inner);

    internal static KeepaliveException SignInCodeRefused(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInCodeRefused,
        $"The service does not take the code of this sign-in of '{target}': it was used already, or is not its own.",
        "Start again and use only the newest browser tab: 'claude-aws login' (Connect-ClaudeAws).", target, inner);

    internal static KeepaliveException SignInDenied(string target, string? reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SignInDenied,
        $"The sign-in of '{target}' was denied{(reason is null ? string.Empty : $" ({reason})")}.",
        reason is null
            ? "If it was not you who pressed Deny, ask the administrators of your Identity Center; else sign in again and allow it."
            : "The Identity Center instance can't use its encryption key: its administrators have to mend that.",
        target, inner);

    internal static KeepaliveException ClientRegistrationInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ClientRegistrationInvalid,
        $"The service does not know the client registration of '{target}' (any more).",
        "Sign in again, which registers anew: 'claude-aws login --force' (Connect-ClaudeAws -Force).", target, inner);

    internal static KeepaliveException ClientNotAuthorized(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ClientNotAuthorized,
        $"The client registration of '{target}' may not sign in this way.",
        "Try the other way: 'claude-aws login --use-device-code', or --browser.", target, inner);

    internal static KeepaliveException ClientMetadataInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ClientMetadataInvalid,
        $"The service does not take the client registration for '{target}'.",
        $"Check sso_start_url. {ReportIt}", target, inner);

    internal static KeepaliveException RedirectUriInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.RedirectUriInvalid,
        $"The service does not take the redirect URL of the sign-in of '{target}'.",
        ReportIt, target, inner);

    internal static KeepaliveException ScopeInvalid(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.ScopeInvalid,
        $"The service does not know one of the scopes of '{target}'.",
        "Correct sso_registration_scopes in its [sso-session]; sso:account:access is the usual one.", target, inner);

    internal static KeepaliveException GrantTypeUnsupported(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.GrantTypeUnsupported,
        $"The service does not offer the way in which '{target}' signs in.",
        "Try the other way: 'claude-aws login --use-device-code', or --browser.", target, inner);

    internal static KeepaliveException SsoRegionWrong(string target, Exception? inner = null) => new(
        KeepaliveErrorCode.SsoRegionWrong,
        $"The Identity Center instance of '{target}' lives in another region.",
        "Correct sso_region in its [sso-session]; the console of IAM Identity Center shows the region beside the instance.", target, inner);
}
