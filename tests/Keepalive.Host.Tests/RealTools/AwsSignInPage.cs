using Microsoft.AspNetCore.Http;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>Where a browser would post the assertion: the page with the roles, which tools read the accounts' names from.</summary>
internal static class AwsSignInPage
{
    public const string Host = "signin.aws.amazon.com";

    public static Task AnswerAsync(HttpContext context)
    {
        IEnumerable<string> roles = Person.Roles.Select(role =>
            $"<div class=\"saml-role\"><input type=\"radio\" id=\"{role}\"><label for=\"{role}\" class=\"saml-role-description\">{role.Split('/')[1]}</label></div>");
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html><html><body><form><fieldset><div class=\"saml-account\"><div class=\"saml-account-name\">Account: acme (123456789012)</div>{string.Concat(roles)}</div></fieldset></form></body></html>");
    }
}
