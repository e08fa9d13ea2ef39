namespace Keepalive;

/// <content>What can become of a sign-in.</content>
public static partial class KeepaliveErrors
{
    /// <summary>How a person signs in to IAM Identity Center. A profile that a login tool signs in has another; see SignInPlace.</summary>
    internal const string LoginCommand = "'claude-aws login' (Connect-ClaudeAws)";

    internal static KeepaliveException SignInExpired(string session, TimeSpan limit, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInExpired,
        $"Nobody completed the sign-in to '{session}' within {Duration.Format(limit)}; it was ended.",
        command == LoginCommand
            ? $"Run {command} again and approve in the browser. Without a browser on this machine: --use-device-code (-UseDeviceCode)."
            : $"Run {command} again, in a terminal, and do what it asks in time.", session);

    internal static KeepaliveException SignInCancelled(string session, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInCancelled,
        $"The sign-in to '{session}' was cancelled.",
        $"Run {command} when you want to sign in.", session);

    internal static KeepaliveException SignInStillRunning(string session, TimeSpan waited, TimeSpan left, bool hasCode) => new(
        KeepaliveErrorCode.SignInStillRunning,
        $"The sign-in to '{session}' still waits for you after {Duration.Format(waited)}; it goes on in the background for {Duration.Format(left)}.",
        hasCode
            ? "Approve the code in the browser. 'claude-aws status' tells how it stands; 'claude-aws login' (Connect-ClaudeAws; inside Claude Code: ! claude-aws login) shows address and code again and takes the result, 'claude-aws login --cancel' (-Cancel) ends it."
            : "Approve in the browser tab. 'claude-aws status' tells how it stands; 'claude-aws login' (Connect-ClaudeAws; inside Claude Code: ! claude-aws login) shows the address again and takes the result, 'claude-aws login --cancel' (-Cancel) ends it.", session);

    internal static KeepaliveException AutoLoginStillRunning(string profile, TimeSpan waited) => new(
        KeepaliveErrorCode.SignInStillRunning,
        $"The automatic login of '{profile}' still runs after {Duration.Format(waited)}; it goes on in the background.",
        "Wait for it, or see how it stands with 'claude-aws status'; the next 'claude-aws refresh' (Invoke-ClaudeAwsRefresh) takes its result.", profile);

    internal static KeepaliveException SignInCoolingDown(string session, string outcome, TimeSpan left, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInCoolingDown,
        $"The last sign-in to '{session}' did not succeed ({outcome}); none is started by itself for {Duration.Format(left)}.",
        $"Run {command} yourself, or with --force (-Force), when you are ready to sign in.", session);

    internal static KeepaliveException SignInWorkerFailed(string session, string reason, Exception? inner = null, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInWorkerFailed,
        $"The background process that signs in to '{session}' {reason}.",
        $"Run {command} again; if it happens again, look for what ends or forbids processes on this machine.", session, inner);

    internal static KeepaliveException CompanionNotFound(string session, string platform, Exception inner) => new(
        KeepaliveErrorCode.SignInWorkerFailed,
        $"The background process that signs in to '{session}' could not be started: this copy of the module has no claude-aws for {platform}, and there is none on PATH.",
        "Put claude-aws for this platform on PATH, or install a copy of the module that has it in its bin folder.", session, inner);

    internal static KeepaliveException CallbackInvalid(string session, string reason) => new(
        KeepaliveErrorCode.CallbackInvalid,
        $"The sign-in to '{session}' came back from the browser, but {reason}.",
        "Close the tab and run 'claude-aws login' (Connect-ClaudeAws) again; if it happens again, use --use-device-code (-UseDeviceCode).", session);

    /// <summary>Told, never thrown out of a sign-in: a person can open the address as well.</summary>
    internal static KeepaliveException BrowserNotOpened(string reason) => new(
        KeepaliveErrorCode.BrowserNotOpened,
        $"No browser could be opened: {reason}.",
        "Open the address by hand, or name a browser with --browser (-Browser).");

    internal static KeepaliveException SignInPageUntrusted(string session, string host) => new(
        KeepaliveErrorCode.SignInPageUntrusted,
        $"The service sends the sign-in to '{session}' to {host}, which is no https page of it; nothing was opened.",
        "Check sso_start_url and sso_region, and whether something between this machine and AWS changes answers.", session);

    /// <summary>A sign-in is asked for a profile that has none.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="command">What a person runs to sign this profile in; null where nobody has said.</param>
    public static KeepaliveException NoSsoSession(string profile, string? command = null) => new(
        KeepaliveErrorCode.SsoConfigurationInvalid,
        $"Profile '{profile}' does not sign in to IAM Identity Center: it has neither sso_session nor sso_start_url.",
        command is not null ? $"Sign it in with {command}." : "Name a profile that does with --profile (-ProfileName), or run 'aws configure sso' for this one.", profile);

    internal static KeepaliveException AutoLoginFailed(string profile, string reason, string setting = "autoLoginCmd") => new(
        KeepaliveErrorCode.AutoLoginFailed,
        $"The automatic login of profile '{profile}' ({setting}) {reason}.",
        setting == "autoLoginCmd"
            ? "Run the command of autoLoginCmd in a terminal to see what it says (its output may hold secrets, so it is not repeated here)."
            : "Run the login tool in a terminal to see what it says.", profile);

    /// <summary>The outcome of a sign-in as everybody gets it who waited for it; its words were made here, in another process.</summary>
    internal static KeepaliveException SignInOutcome(string code, string message, string advice, string session) => new(code, message, advice, session);
}
