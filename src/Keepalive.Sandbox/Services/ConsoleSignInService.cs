using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>signin: the page of <c>aws login</c>, and CreateOAuth2Token.</summary>
internal sealed partial class ConsoleSignInService(ConsoleSignInState state, SandboxOptions options)
{
    private static readonly string[] s_carried = ["response_type", "client_id", "state", "code_challenge_method", "scope", "redirect_uri", "code_challenge"];

    private readonly DpopVerifier _proofs = new(options);

    public SandboxReply CreateToken(SandboxRequest request, Uri address)
    {
        string thumbprint = _proofs.Verify(request.Header("DPoP"), "POST", new Uri(address, "v1/token"));
        JsonObject answer = (Required(request, "grantType"), Required(request, "clientId")) switch
        {
            ("authorization_code", var client) => state.Redeem(client, Required(request, "code"), Required(request, "redirectUri"), Required(request, "codeVerifier"), thumbprint),
            ("refresh_token", var client) => state.Refresh(client, Required(request, "refreshToken"), thumbprint),
            _ => throw new ServiceErrorException("INVALID_REQUEST", "Unknown grant type"),
        };
        return SandboxReply.Json(answer);
    }

    public SandboxReply Authorize(SandboxRequest request, Uri address)
    {
        Check(request, address);
        if (options.AutoApprove)
        {
            return Approve(request);
        }

        IEnumerable<string> hidden = s_carried.Select(name => $"<input type=\"hidden\" name=\"{name}\" value=\"{WebUtility.HtmlEncode(request[name])}\">");
        return SandboxReply.Html(
            200,
            $"<h1>Continue with the session of {WebUtility.HtmlEncode(options.ConsoleIdentity)}?</h1><form method=\"post\" action=\"/v1/authorize/decision\">{string.Concat(hidden)}"
                + "<button name=\"decision\" value=\"allow\">Continue</button><button name=\"decision\" value=\"deny\">Deny</button></form>");
    }

    public SandboxReply Decide(SandboxRequest request, Uri address)
    {
        Check(request, address);
        return request["decision"] == "allow" ? Approve(request) : Back(request, $"error=access_denied&state={Uri.EscapeDataString(request["state"]!)}");
    }

    /// <summary>The page of a browser on another machine: the text to copy.</summary>
    public static SandboxReply Confirm(SandboxRequest request) => SandboxReply.Html(
        200,
        $"<h1>Copy this code</h1><p id=\"code\">{Convert.ToBase64String(Encoding.UTF8.GetBytes($"state={request["state"]}&code={request["code"]}"))}</p>");

    private SandboxReply Approve(SandboxRequest request) => Back(
        request, $"code={Uri.EscapeDataString(state.NewCode(request["client_id"]!, request["redirect_uri"]!, request["code_challenge"]!))}&state={Uri.EscapeDataString(request["state"]!)}");

    private static SandboxReply Back(SandboxRequest request, string query) => SandboxReply.Redirect($"{request["redirect_uri"]}?{query}");

    /// <summary>The browser is never redirected to an address that the client may not have.</summary>
    private static void Check(SandboxRequest request, Uri address)
    {
        string redirect = request["redirect_uri"] ?? "";
        bool isKnown = request["client_id"] switch
        {
            ConsoleSignInState.SameDevice => LoopbackCallback().IsMatch(redirect),
            ConsoleSignInState.OtherDevice => redirect == new Uri(address, "v1/sessions/confirmation").AbsoluteUri,
            _ => false,
        };
        if (!isKnown || request["response_type"] != "code" || request["code_challenge_method"] != "SHA-256" || request["scope"] != "openid"
            || request["state"] is null || !Challenge().IsMatch(request["code_challenge"] ?? ""))
        {
            throw new ServiceErrorException("invalid_request", "The authorization request is not that of aws login.");
        }
    }

    private static string Required(SandboxRequest request, string name) =>
        request.IsWellFormed && request[name] is { } value ? value : throw new ServiceErrorException("INVALID_REQUEST", $"{name} is missing");

    [GeneratedRegex("^[A-Za-z0-9_-]{43}$")]
    private static partial Regex Challenge();

    [GeneratedRegex(@"^http://127\.0\.0\.1:\d{1,5}/oauth/callback$")]
    private static partial Regex LoopbackCallback();
}
