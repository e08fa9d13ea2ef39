using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Microsoft.AspNetCore.Http;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>OneLogin's API of version 1: a token for the tool, then a SAML assertion, with a one-time code in between.</summary>
internal sealed class OneLoginApi(Person person)
{
    public const string Host = "api.us.onelogin.com";

    public async Task AnswerAsync(HttpContext context)
    {
        JsonNode body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) ?? new JsonObject();
        JsonNode? answer = context.Request.Path.Value switch
        {
            "/auth/oauth2/token" or "/auth/oauth2/v2/token" => new JsonObject { ["access_token"] = "token-1", ["expires_in"] = 36000, ["token_type"] = "bearer" },
            "/api/1/saml_assertion" => !person.Knows((string?)body["username_or_email"], (string?)body["password"]) ? null
                : Success(person.Proof == Proof.None ? Assertion() : Devices()),
            "/api/1/saml_assertion/verify_factor" => Person.IsCode((string?)body["otp_token"]) ? Success(Assertion()) : null,
            _ => throw new InvalidOperationException(context.Request.Path),
        };
        if (answer is null)
        {
            bool isCode = context.Request.Path.Value!.EndsWith("verify_factor", StringComparison.Ordinal);
            answer = new JsonObject
            {
                ["status"] = new JsonObject
                {
                    ["error"] = true,
                    ["code"] = 401,
                    ["type"] = "Unauthorized",
                    ["message"] = isCode ? "Failed authentication with this factor" : "Authentication Failed: Invalid user credentials",
                },
            };
            context.Response.StatusCode = 401;
        }

        await context.Response.WriteAsJsonAsync(answer);
    }

    private static JsonObject Success(JsonNode data) => new()
    {
        ["status"] = new JsonObject { ["type"] = "success", ["message"] = "Success", ["code"] = 200, ["error"] = false },
        ["data"] = data,
    };

    private static JsonValue Assertion() => JsonValue.Create(IdentityTokens.Saml(Person.Name, DateTimeOffset.UtcNow.AddMinutes(5), Person.Roles));

    private static JsonArray Devices() => new(new JsonObject
    {
        ["state_token"] = "state-1",
        ["devices"] = new JsonArray(new JsonObject { ["device_id"] = 1, ["device_type"] = "Google Authenticator" }),
        ["callback_url"] = $"https://{Host}/api/1/saml_assertion/verify_factor",
    });
}
