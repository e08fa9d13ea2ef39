using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Microsoft.AspNetCore.Http;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>An Okta organisation of the classic kind: the authentication API with a push or a code, and one AWS application.</summary>
internal sealed class OktaOrganization(Person person)
{
    public const string Host = "acme.okta.example";
    public const string Url = "https://" + Host;
    public const string Application = "0oaexample/272";
    public const string ApplicationUrl = Url + "/home/amazon_aws/" + Application;

    private const string Factor = "/api/v1/authn/factors/fct1/verify";

    private int _polls;

    public async Task AnswerAsync(HttpContext context)
    {
        JsonNode body = HttpMethods.IsPost(context.Request.Method)
            ? await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) ?? new JsonObject()
            : new JsonObject();
        context.Response.Headers.Append("Set-Cookie", "DT=device; Path=/; Secure");
        switch (context.Request.Path.Value)
        {
            case "/.well-known/okta-organization":
                await context.Response.WriteAsJsonAsync(new JsonObject { ["pipeline"] = "v1" });
                break;
            case "/api/v1/authn":
                await (person.Knows((string?)body["username"], (string?)body["password"])
                    ? context.Response.WriteAsJsonAsync(person.Proof == Proof.None ? Success() : Challenge("MFA_REQUIRED", null))
                    : RefuseAsync(context, 401, "E0000004", "Authentication failed"));
                break;
            case Factor:
                await VerifyAsync(context, (string?)body["passCode"]);
                break;
            case "/api/v1/sessions":
                await context.Response.WriteAsJsonAsync(new JsonObject { ["id"] = "sid-1" });
                break;
            case "/login/sessionCookieRedirect":
                context.Response.Headers.Append("Set-Cookie", "sid=sid-1; Path=/; Secure");
                context.Response.Redirect(context.Request.Query["redirectUrl"]!);
                break;
            case "/home/amazon_aws/" + Application when context.Request.Cookies["sid"] == "sid-1" || context.Request.Query["sessionToken"] == "session-1":
                string assertion = IdentityTokens.Saml(Person.Name, DateTimeOffset.UtcNow.AddMinutes(5), Person.Roles);
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync(
                    $"<html><body><form method=\"post\" action=\"https://signin.aws.amazon.com/saml\"><input name=\"SAMLResponse\" value=\"{assertion}\"/></form></body></html>");
                break;
            default:
                await RefuseAsync(context, 404, "E0000007", "Not found: Resource not found");
                break;
        }
    }

    private Task VerifyAsync(HttpContext context, string? code)
    {
        if (person.Proof == Proof.Code)
        {
            return code is null ? context.Response.WriteAsJsonAsync(Challenge("MFA_CHALLENGE", "CHALLENGE"))
                : Person.IsCode(code) ? context.Response.WriteAsJsonAsync(Success())
                : RefuseAsync(context, 403, "E0000068", "Invalid Passcode/Answer");
        }

        return context.Response.WriteAsJsonAsync(++_polls switch
        {
            < 3 => Challenge("MFA_CHALLENGE", "WAITING"),
            _ when !person.Answers => Challenge("MFA_CHALLENGE", "WAITING"),
            _ when person.Approves => Success(),
            _ => Challenge("MFA_CHALLENGE", "REJECTED"),
        });
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string summary)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new JsonObject { ["errorCode"] = code, ["errorSummary"] = summary, ["errorCauses"] = new JsonArray() });
    }

    private static JsonObject Success() => new()
    {
        ["status"] = "SUCCESS",
        ["sessionToken"] = "session-1",
        ["_embedded"] = new JsonObject
        {
            ["user"] = new JsonObject { ["profile"] = new JsonObject { ["login"] = Person.Name, ["firstName"] = "Ada", ["lastName"] = "Example" } },
        },
    };

    private JsonObject Challenge(string status, string? result)
    {
        var factor = new JsonObject
        {
            ["id"] = "fct1",
            ["provider"] = "OKTA",
            ["factorType"] = person.Proof == Proof.Push ? "push" : "token:software:totp",
            ["profile"] = new JsonObject { ["credentialId"] = Person.Name, ["deviceType"] = "SmartPhone_Android", ["name"] = "Phone" },
            ["_links"] = Link("verify"),
        };
        var challenge = new JsonObject { ["status"] = status, ["stateToken"] = "state-1" };
        if (result is null)
        {
            challenge["_embedded"] = new JsonObject { ["factors"] = new JsonArray(factor) };
            return challenge;
        }

        factor["_embedded"] = new JsonObject { ["challenge"] = new JsonObject { ["correctAnswer"] = Person.Number } };
        challenge["factorResult"] = result;
        challenge["_embedded"] = new JsonObject { ["factor"] = factor };
        challenge["_links"] = Link("next");
        return challenge;
    }

    private static JsonObject Link(string name) => new() { [name] = new JsonObject { ["href"] = Url + Factor } };
}
