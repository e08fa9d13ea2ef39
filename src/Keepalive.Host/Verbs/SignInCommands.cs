using System.CommandLine;
using Keepalive.Workers;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>login</c>, <c>logout</c> and the hidden worker.</summary>
internal static class SignInCommands
{
    private const string LoginDescription = """
        Sign in with the browser, to IAM Identity Center or with aws login (a profile with login_session). If a sign-in is already running,
        this command waits for it. If the token is valid for more than five minutes, nothing is done.

        --use-device-code, --remote and --browser choose the method. A running sign-in with another method is cancelled first.

        Without these options, Keepalive opens a browser on this machine (authorization code with PKCE). If there is no browser, it uses
        a device code, which you approve in a browser on any device. Keepalive assumes that there is no browser in three cases:
          - SSH_CONNECTION, SSH_TTY, CI, CODESPACES or KUBERNETES_SERVICE_HOST is set.
          - This is a container: the file /.dockerenv or /run/.containerenv exists.
          - This is Linux, and neither DISPLAY nor WAYLAND_DISPLAY is set.
        In WSL, Keepalive opens the browser of Windows. A profile that has sso_start_url and no sso_session always uses a device code.
        aws login has no device code. With --remote, open the shown address in a browser on any machine, and paste the code from its page.
        """;

    public static Command Login(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        SignInSwitches switches = new();
        Option<bool> dryRun = CommonOptions.DryRun();
        timeout.Description = "The longest time that this command waits, in seconds (default: 165, at most 3600). The sign-in itself continues for up to 10 minutes, and the next 'login' uses its result.";
        var command = new Command("login", LoginDescription) { profile, switches.DeviceCode, switches.Remote, switches.Browser, switches.NoBrowser, switches.Force, switches.Cancel, dryRun, timeout };
        switches.Validate(command);
        command.SetAction(result => result.GetValue(switches.Cancel)
            ? LoginVerb.Cancel(result.GetValue(profile), result.GetValue(dryRun), result.GetValue(timeout) ?? ExportArguments.DefaultTimeout)
            : LoginVerb.Run(result.GetValue(profile), switches.Read(result) with { Budget = result.GetValue(timeout) ?? SignInOptions.DefaultBudget }, result.GetValue(dryRun)));
        return command;
    }

    public static Command Logout(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        Option<bool> dryRun = CommonOptions.DryRun();
        var command = new Command("logout", "Sign out: revoke the token of IAM Identity Center, delete the token and its role credentials from this machine, and cancel a running sign-in. For aws login: delete the credential and its role credentials.") { profile, dryRun, timeout };
        command.SetAction(result => LogoutVerb.Run(result.GetValue(profile), result.GetValue(dryRun), result.GetValue(timeout) ?? ExportArguments.DefaultTimeout));
        return command;
    }

    public static Command Worker(Option<string?> profile)
    {
        SignInSwitches switches = new();
        var command = new Command(WorkerLauncher.Verb, "Started by 'login'.")
        {
            profile, switches.DeviceCode, switches.Remote, switches.Browser, switches.NoBrowser, switches.Force, switches.Anew, switches.Automatic, switches.AsksAtTerminal,
        };
        command.Hidden = true;
        command.SetAction(result => SignInWorkerVerb.Run(result.GetValue(profile), switches.Read(result)));
        return command;
    }

    private sealed class SignInSwitches
    {
        public Option<bool> DeviceCode { get; } = new("--use-device-code") { Description = "Sign in with a device code, even if a browser could be opened here." };

        public Option<bool> Remote { get; } = new("--remote") { Description = "Only for aws login: open the shown address in a browser on any machine, and paste the code from its page." };

        public Option<string?> Browser { get; } = new("--browser")
        {
            Description = "The browser command, with %s for the address, for example --browser 'firefox -P work %s'. It is not run by a shell.",
            HelpName = "command",
        };

        public Option<bool> NoBrowser { get; } = new("--no-browser") { Description = "Do not open a browser; only print the address." };

        public Option<bool> Force { get; } = new("--force") { Description = "Sign in even if the token is valid, a browser tab was opened a moment ago, or a sign-in failed a moment ago." };

        public Option<bool> Cancel { get; } = new("--cancel") { Description = "Cancel the running sign-in or automatic login. Nothing is started." };

        public Option<bool> Anew { get; } = new("--anew") { Description = "Sign in even if the token looks valid." };

        public Option<bool> Automatic { get; } = new("--automatic") { Description = "The sign-in was not started by a person." };

        public Option<bool> AsksAtTerminal { get; } = new("--ask-at-terminal") { Description = "The caller asks at its terminal." };

        public SignInOptions Read(ParseResult result) => new()
        {
            UseDeviceCode = result.GetValue(DeviceCode),
            Remote = result.GetValue(Remote),
            AsksAtTerminal = result.GetValue(AsksAtTerminal),
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
                result.AddError("--browser and --no-browser can't be used together.");
            }

            if (result.GetValue(Cancel) && (result.GetValue(NoBrowser) || result.GetValue(Browser) is not null || result.GetValue(DeviceCode) || result.GetValue(Remote) || result.GetValue(Force)))
            {
                result.AddError("--cancel can be used only with --profile, --dry-run and --timeout.");
            }
        });
    }
}
