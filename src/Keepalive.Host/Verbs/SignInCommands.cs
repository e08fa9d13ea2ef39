using System.CommandLine;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>login</c>, <c>logout</c> and the hidden worker.</summary>
internal static class SignInCommands
{
    private const string LoginDescription = """
        Sign in to IAM Identity Center, in the browser. A sign-in that runs already is joined; one that runs in another
        way than --use-device-code or --browser asks for is cancelled first. A token that is still good is left alone.

        The way is chosen by itself. A browser on this machine (authorization code with PKCE) unless it has none that could be yours:
        SSH_CONNECTION, SSH_TTY, CI, CODESPACES or KUBERNETES_SERVICE_HOST is set, it is a container (/.dockerenv,
        /run/.containerenv), or on Linux neither DISPLAY nor WAYLAND_DISPLAY is set; then a device code, to be approved in any browser.
        WSL opens the browser of Windows. Profiles with sso_start_url inside always get a device code.
        """;

    public static Command Login(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        SignInSwitches switches = new();
        Option<bool> dryRun = CommonOptions.DryRun();
        timeout.Description = "Seconds to watch; 165 when not given. The sign-in itself goes on for up to 10 minutes, and the next login takes its result.";
        var command = new Command("login", LoginDescription) { profile, switches.DeviceCode, switches.Browser, switches.NoBrowser, switches.Force, switches.Cancel, dryRun, timeout };
        switches.Validate(command);
        command.SetAction(result => result.GetValue(switches.Cancel)
            ? LoginVerb.Cancel(result.GetValue(profile), result.GetValue(dryRun), result.GetValue(timeout) ?? ExportArguments.DefaultTimeout)
            : LoginVerb.Run(result.GetValue(profile), switches.Read(result) with { Budget = result.GetValue(timeout) ?? SignInOptions.DefaultBudget }, result.GetValue(dryRun)));
        return command;
    }

    public static Command Logout(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        Option<bool> dryRun = CommonOptions.DryRun();
        var command = new Command("logout", "Sign out of IAM Identity Center: the token is revoked, and removed with all roles from this machine; a sign-in that is running is cancelled.") { profile, dryRun, timeout };
        command.SetAction(result => LogoutVerb.Run(result.GetValue(profile), result.GetValue(dryRun), result.GetValue(timeout) ?? ExportArguments.DefaultTimeout));
        return command;
    }

    public static Command Worker(Option<string?> profile)
    {
        SignInSwitches switches = new();
        var command = new Command(WorkerLauncher.Verb, "Started by 'login'.")
        {
            profile, switches.DeviceCode, switches.Browser, switches.NoBrowser, switches.Force, switches.Anew, switches.Automatic,
        };
        command.Hidden = true;
        command.SetAction(result => SignInWorkerVerb.Run(result.GetValue(profile), switches.Read(result)));
        return command;
    }

    private sealed class SignInSwitches
    {
        public Option<bool> DeviceCode { get; } = new("--use-device-code") { Description = "Sign in with a code, whatever the machine looks like." };

        public Option<string?> Browser { get; } = new("--browser")
        {
            Description = "The browser's command, %s for the address: --browser 'firefox -P work %s'. No shell reads it.",
            HelpName = "command",
        };

        public Option<bool> NoBrowser { get; } = new("--no-browser") { Description = "Open nothing; only print the address." };

        public Option<bool> Force { get; } = new("--force") { Description = "Sign in although the token is good, a tab was opened a moment ago or a sign-in has just failed." };

        public Option<bool> Cancel { get; } = new("--cancel") { Description = "End the sign-in, or the automatic login, that is running; nothing is started." };

        public Option<bool> Anew { get; } = new("--anew") { Description = "Sign in although the token looks good." };

        public Option<bool> Automatic { get; } = new("--automatic") { Description = "No person has asked." };

        public SignInOptions Read(ParseResult result) => new()
        {
            UseDeviceCode = result.GetValue(DeviceCode),
            Browser = result.GetValue(Browser) is { Length: > 0 } browser ? browser : null,
            NoBrowser = result.GetValue(NoBrowser),
            Force = result.GetValue(Force),
            Anew = result.GetValue(Anew),
            IsAutomatic = result.GetValue(Automatic),
        };

        public void Validate(Command command) => command.AddRule(result =>
        {
            if (result.GetValue(NoBrowser) && result.GetValue(Browser) is not null)
            {
                result.AddError("--browser and --no-browser exclude each other.");
            }

            if (result.GetValue(Cancel) && (result.GetValue(NoBrowser) || result.GetValue(Browser) is not null || result.GetValue(DeviceCode) || result.GetValue(Force)))
            {
                result.AddError("--cancel goes with --profile, --dry-run and --timeout alone.");
            }
        });
    }
}
