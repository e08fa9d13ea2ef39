using System.Net;
using Keepalive.Sandbox.Services;
using Microsoft.AspNetCore.Http;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>Google's sign-in as pages without scripts: name, password, a code or the phone, and the assertion.</summary>
internal sealed class GooglePages(Person person)
{
    public const string Host = "accounts.google.com";
    public const string PhoneHost = "content.googleapis.com";

    private const string Site = "https://" + Host;
    private const string Fields = """
        <input name="challengeId" value="2"><input name="challengeType" value="6"><input name="continue" value="https://accounts.google.com/o/saml2">
        <input name="scc" value="1"><input name="sarp" value="1"><input name="checkedDomains" value="youtube"><input name="pstMsg" value="0">
        <input name="TL" value="tl"><input name="gxf" value="gxf"><input name="action" value="allow">
        """;

    private string? _name;

    public async Task AnswerAsync(HttpContext context)
    {
        IFormCollection form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        string? page = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/o/saml2/initsso") => Login("/signin/v1/lookup"),
            ("POST", "/signin/v1/lookup") => Login("/signin/challenge/sl/password", _name = form["Email"]),
            ("POST", "/signin/challenge/sl/password") when !person.Knows(_name, form["Passwd"]) => "<span class=\"error-msg\">Wrong password.</span>",
            ("POST", "/signin/challenge/sl/password") => person.Proof == Proof.None ? Assertion() : null,
            ("GET", "/signin/challenge/totp/2") => Form(string.Empty),
            ("POST", "/signin/challenge/totp/2") => Person.IsCode(form["Pin"]) ? Assertion() : Form("<span id=\"errorMsg\">Wrong code. Try again.</span>"),
            ("GET", "/signin/challenge/az/2") => Form($"<div data-api-key=\"key\"></div><div data-tx-id=\"tx\"></div><div jsname=\"EKvSSd\">{Person.Number}</div>"),
            ("POST", "/signin/challenge/az/2") => form["token"] == "approved" ? Assertion() : "<p>Denied</p>",
            ("POST", "/cryptauth/v1/authzen/awaittx") => $$"""{"txToken":"{{(person.Approves ? "approved" : "denied")}}"}""",
            _ => throw new InvalidOperationException(context.Request.Path),
        };
        if (page is null)
        {
            context.Response.Redirect(Site + (person.Proof == Proof.Push ? "/signin/challenge/az/2?hl=en" : "/signin/challenge/totp/2?hl=en"));
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(page.StartsWith('{') ? page : $"<!doctype html><html><body>{page}</body></html>");
    }

    private static string Login(string action, string? name = null) =>
        $"<form id=\"gaia_loginform\" action=\"{Site}{action}\"><input name=\"continue\" value=\"{Site}/o/saml2\"><input name=\"Email\" value=\"{WebUtility.HtmlEncode(name)}\"></form>";

    private static string Form(string inside) => $"<form id=\"challenge\">{Fields}{inside}</form>";

    private static string Assertion() =>
        $"<form action=\"https://signin.aws.amazon.com/saml\"><input name=\"SAMLResponse\" value=\"{IdentityTokens.Saml(Person.Name, DateTimeOffset.UtcNow.AddMinutes(5), Person.Roles)}\"></form>";
}
