using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.ConsoleLogin;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Online;

/// <summary>The hosts of the session in use, in the order in which a sign-in and a request come to them.</summary>
internal static class OnlineEndpoints
{
    private const string GatewayVariable = "ANTHROPIC_BEDROCK_BASE_URL";

    public static IReadOnlyList<OnlineEndpoint> Of(DiagnosticContext context)
    {
        var found = new List<OnlineEndpoint>();
        if (context.SignIn is { Session: { } session, Profile: var profile })
        {
            if (WebUrl.Read(session.StartUrl) is { } start && start.Scheme == Uri.UriSchemeHttps)
            {
                found.Add(new OnlineEndpoint(OnlineEndpoint.StartUrl, start, ConfiguredBy: null, Fault: null));
            }

            found.Add(Find(context, profile, AwsService.SsoOidc, "oidc", session.Region));
            found.Add(Find(context, profile, AwsService.SsoPortal, "portal", session.Region));
        }

        if (ConsoleLoginUse.Of(context) is { } login)
        {
            found.Add(SignIn(context, login));
        }

        string region = Region(context);
        found.Add(Find(context, context.InUse, AwsService.Sts, "sts", region));
        found.Add(Gateway(context) ?? Find(context, context.InUse, AwsService.BedrockRuntime, "bedrock-runtime", region));
        return found;
    }

    /// <summary>As Claude Code chooses it.</summary>
    public static string Region(DiagnosticContext context) =>
        context.ClientVariable("AWS_REGION") ?? context.ClientVariable("AWS_DEFAULT_REGION")
        ?? (context.InUse?["region"] is { Value: { Length: > 0 } region } ? region : "us-east-1");

    /// <summary>The service of aws login, in the region to which the next renewal goes.</summary>
    private static OnlineEndpoint SignIn(DiagnosticContext context, ConsoleLoginUse login)
    {
        try
        {
            string region = SignInRegions.Of(login.Token, login.Profile, context.Environment)[0];
            return new OnlineEndpoint(
                OnlineEndpoint.SignIn, new Uri(SignInHost.Of(context.Environment, login.Profile, region)), EndpointOverride.Find(context.Environment, login.Profile, AwsService.SignIn)?.Source, Fault: null);
        }
        catch (KeepaliveException fault)
        {
            return new OnlineEndpoint(OnlineEndpoint.SignIn, Url: null, ConfiguredBy: fault.Target, fault);
        }
    }

    private static OnlineEndpoint Find(DiagnosticContext context, AwsProfile? profile, AwsService service, string name, string region)
    {
        try
        {
            var endpoint = ServiceEndpoint.Find(context.Environment, profile, service, region);
            return new OnlineEndpoint(name, ServiceAddress.Of(service, endpoint), endpoint.Override?.Source, Fault: null);
        }
        catch (KeepaliveException fault)
        {
            return new OnlineEndpoint(name, Url: null, ConfiguredBy: fault.Target, fault);
        }
    }

    private static OnlineEndpoint? Gateway(DiagnosticContext context) =>
        context.ClientVariable(GatewayVariable) is { Length: > 0 } text
            ? WebUrl.Read(text) is { Scheme: "http" or "https" } url
                ? new OnlineEndpoint("bedrock-runtime", new UriBuilder(url) { UserName = string.Empty, Password = string.Empty, Query = string.Empty }.Uri, GatewayVariable, Fault: null)
                : new OnlineEndpoint("bedrock-runtime", Url: null, GatewayVariable, KeepaliveErrors.EndpointInvalid(GatewayVariable, "it is not an http or https URL"))
            : null;
}
