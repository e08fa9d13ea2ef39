using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>Which flow, whether a browser is to be opened here, and why.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="OpensBrowser">Whether this machine has a browser that may be opened.</param>
/// <param name="Reason">Why, as a phrase that fits between parentheses.</param>
internal sealed record FlowChoice(SignInFlow Flow, bool OpensBrowser, string Reason)
{
    /// <summary>One sentence on the request to the person.</summary>
    /// <param name="session">The session as a person calls it.</param>
    public string Forecast(string session) =>
        $"You would be asked to sign in to '{session}' {(Flow switch { SignInFlow.DeviceCode => "with a device code", SignInFlow.PastedCode => "with a browser on any machine, and to paste the code from its page", _ => "in the browser" })} ({Reason}).";
}

/// <summary>
/// Decides whether a browser on this machine can reach a port on it. If it can't, a redirect to 127.0.0.1 would fail,
/// so a device code is used. Explicit options override this decision.
/// </summary>
internal static class HeadlessDetection
{
    public static FlowChoice Choose(Machine machine, SignInSession session, SignInOptions options)
    {
        string? headless = Headless(machine);
        bool opens = !options.NoBrowser && (headless is null || options.Browser is not null);
        SignInFlow elsewhere = session is LoginSession ? SignInFlow.PastedCode : SignInFlow.DeviceCode;
        if (options.UseDeviceCode || options.Remote)
        {
            return new(elsewhere, opens, session is LoginSession ? "you chose a browser on another machine" : "you chose a device code");
        }

        if (session is SsoSession { Name: null })
        {
            // Only sso-session profiles have scopes and refresh tokens; the AWS tools use nothing but a code here.
            return new(SignInFlow.DeviceCode, opens, "the profile contains sso_start_url itself; with an [sso-session] section the browser could be used");
        }

        if (options.Browser is not null && !options.NoBrowser)
        {
            return new(SignInFlow.AuthorizationCode, OpensBrowser: true, "you chose a browser");
        }

        if (options.PrefersBrowser)
        {
            return new(SignInFlow.AuthorizationCode, opens, opens ? "the settings ask for the browser" : "the settings ask for a browser on this machine; open the address in it");
        }

        if (headless is not null)
        {
            return new(elsewhere, OpensBrowser: false, headless);
        }

        string reason = options.NoBrowser ? "open the address in a browser on this machine" : machine.IsWsl ? "this is WSL, with the browser of Windows" : "this machine has a display";
        return new(SignInFlow.AuthorizationCode, opens, reason);
    }

    /// <summary>Why no browser here can be the person's, or null.</summary>
    public static string? Headless(Machine machine)
    {
        SystemEnvironment environment = machine.Environment;
        if (Named(environment, "SSH_CONNECTION", "SSH_TTY") is { } ssh)
        {
            return $"this is an SSH session: {ssh} is set";
        }

        if (environment.Get("CI") is { } ci && !ci.Equals("false", StringComparison.OrdinalIgnoreCase) && ci != "0")
        {
            return "this is a build machine: CI is set";
        }

        if (Named(environment, "CODESPACES", "KUBERNETES_SERVICE_HOST") is { } cloud)
        {
            return $"this is a container: {cloud} is set";
        }

        if (environment.IsWindows || machine.IsMac)
        {
            return null;
        }

        if (machine.HasFile("/.dockerenv") || machine.HasFile("/run/.containerenv"))
        {
            return "this is a container";
        }

        return machine.IsWsl || Named(environment, "DISPLAY", "WAYLAND_DISPLAY") is not null
            ? null
            : "this machine has no display: neither DISPLAY nor WAYLAND_DISPLAY is set";
    }

    private static string? Named(SystemEnvironment environment, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (environment.Get(name) is not null)
            {
                return name;
            }
        }

        return null;
    }
}
