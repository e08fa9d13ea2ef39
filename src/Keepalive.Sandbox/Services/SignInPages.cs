using System.Net;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>The two pages a person sees: agree to an authorization request, or confirm a device code.</summary>
internal sealed partial class SignInPages(IdentityCenterState state, SandboxOptions options)
{
    private static readonly string[] s_carried = ["response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"];

    public SandboxReply Authorize(SandboxRequest request)
    {
        ClientRegistration client = Check(request, out string redirectUri);
        if (Complaint(client, request) is { } complaint)
        {
            return Back(redirectUri, request, ("error", "invalid_request"), ("error_description", complaint));
        }

        if (options.AutoApprove)
        {
            return Decide(request, client, redirectUri, allowed: true);
        }

        IEnumerable<string> hidden = s_carried.Select(name => $"<input type=\"hidden\" name=\"{name}\" value=\"{WebUtility.HtmlEncode(request[name])}\">");
        return SandboxReply.Html(
            200,
            $"<h1>Allow this application to use your AWS data?</h1><form method=\"post\" action=\"/authorize/decision\">{string.Concat(hidden)}{Buttons}</form>");
    }

    public SandboxReply AuthorizeDecision(SandboxRequest request)
    {
        // The form came through a browser, so nothing in it is believed.
        ClientRegistration client = Check(request, out string redirectUri);
        return Complaint(client, request) is null
            ? Decide(request, client, redirectUri, request["decision"] == "allow")
            : throw new ServiceErrorException("invalid_request", "The form was changed");
    }

    public static SandboxReply Device(SandboxRequest request) => SandboxReply.Html(
        200,
        $"<h1>Is this the code you were shown?</h1><form method=\"post\" action=\"/device/decision\">"
            + $"<input type=\"text\" name=\"user_code\" value=\"{WebUtility.HtmlEncode(request["user_code"])}\">{Buttons}</form>");

    public SandboxReply DeviceDecision(SandboxRequest request)
    {
        bool allowed = request["decision"] == "allow";
        return state.DecideDevice(request["user_code"] ?? "", allowed)
            ? SandboxReply.Html(200, allowed ? "<h1>Request approved</h1><p>You can close this window.</p>" : "<h1>Request denied</h1>")
            : throw new ServiceErrorException(new ServiceError("invalid_user_code", "No request waits with this code.", 404));
    }

    private const string Buttons = "<button name=\"decision\" value=\"allow\">Allow</button><button name=\"decision\" value=\"deny\">Deny</button>";

    private SandboxReply Decide(SandboxRequest request, ClientRegistration client, string redirectUri, bool allowed) => allowed
        ? Back(redirectUri, request, ("code", state.NewCode(client, redirectUri, request["code_challenge"]!)))
        : Back(redirectUri, request, ("error", "access_denied"), ("error_description", "The person has refused"));

    /// <summary>The browser is never redirected to an address that the client has not registered.</summary>
    private ClientRegistration Check(SandboxRequest request, out string redirectUri)
    {
        ClientRegistration client = state.FindClient(request["client_id"]) ?? throw new ServiceErrorException("invalid_client", "Unknown or expired client.");
        redirectUri = request["redirect_uri"] ?? "";
        return client.MayRedirectTo(redirectUri) ? client : throw new ServiceErrorException("invalid_redirect_uri", "This redirect URI is not registered.");
    }

    private static string? Complaint(ClientRegistration client, SandboxRequest request) =>
        request["response_type"] != "code" ? "response_type has to be code"
        : request["code_challenge_method"] != "S256" ? "code_challenge_method has to be S256"
        : !ChallengeForm().IsMatch(request["code_challenge"] ?? "") ? "code_challenge has to be a base64url SHA-256"
        : !client.Allows(GrantTypes.AuthorizationCode) ? "the client is not registered for authorization_code"
        : null;

    private static SandboxReply Back(string redirectUri, SandboxRequest request, params (string Name, string Value)[] answer)
    {
        IEnumerable<(string Name, string Value)> all = request["state"] is { } given ? [.. answer, ("state", given)] : answer;
        string query = string.Join('&', all.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return SandboxReply.Redirect($"{redirectUri}{(redirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{43}$")]
    private static partial Regex ChallengeForm();
}
