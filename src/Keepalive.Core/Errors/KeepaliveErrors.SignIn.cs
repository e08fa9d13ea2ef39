namespace Keepalive.Errors;

/// <content>Errors of a sign-in to IAM Identity Center.</content>
public static partial class KeepaliveErrors
{
    /// <summary>The command that signs a person in to IAM Identity Center. A profile with a login tool has another; see WorkerPaths.</summary>
    internal const string LoginCommand = "'claude-aws login' (Connect-ClaudeAws)";

    /// <summary>The next step is a bare 'claude-aws login', because the error knows only the session.</summary>
    /// <param name="exception">The error.</param>
    internal static bool AsksForSignIn(KeepaliveException exception) => exception.Advice == SignInAgain;

    /// <summary>The same error for a profile that a bare 'claude-aws login' would not sign in to.</summary>
    /// <param name="exception">The error whose next step is a bare 'claude-aws login'.</param>
    /// <param name="profile">The profile.</param>
    internal static KeepaliveException WithProfile(KeepaliveException exception, string profile) => new(
        exception.Code, exception.Message,
        $"Sign in with 'claude-aws login {CommandWord.Profile(profile)}' (Connect-ClaudeAws {CommandWord.Of(profile)}).", profile, exception.InnerException);

    internal static KeepaliveException SignInExpired(string session, TimeSpan limit, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInExpired,
        $"The sign-in to '{session}' was not completed within {Duration.Format(limit)} and was stopped.",
        command == LoginCommand
            ? $"Run {command} again and approve in the browser. If this machine has no browser, add --use-device-code (-UseDeviceCode)."
            : $"Run {command} again in a terminal, and answer its questions in time.", session);

    internal static KeepaliveException SignInCancelled(string session, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInCancelled,
        $"The sign-in to '{session}' was cancelled.",
        $"Run {command} when you want to sign in.", session);

    internal static KeepaliveException SignInStillRunning(string session, TimeSpan waited, TimeSpan left, bool hasCode) => new(
        KeepaliveErrorCode.SignInStillRunning,
        $"The sign-in to '{session}' still waits for you after {Duration.Format(waited)}. It continues in the background for {Duration.Format(left)}.",
        hasCode
            ? "Approve the code in the browser. 'claude-aws status' shows the progress. To see the address and the code again, run 'claude-aws login' (Connect-ClaudeAws; inside Claude Code: ! claude-aws login). To cancel this sign-in, run 'claude-aws login --cancel' (-Cancel)."
            : "Approve in the browser tab. 'claude-aws status' shows the progress. To see the address again, run 'claude-aws login' (Connect-ClaudeAws; inside Claude Code: ! claude-aws login). To cancel this sign-in, run 'claude-aws login --cancel' (-Cancel).", session);

    /// <summary>A person has nothing to open yet.</summary>
    internal static KeepaliveException SignInStillStarting(string session, TimeSpan waited, TimeSpan left) => new(
        KeepaliveErrorCode.SignInStillRunning,
        $"The sign-in to '{session}' has not reached AWS after {Duration.Format(waited)}, so there is no page to open yet. It continues in the background for {Duration.Format(left)}.",
        "Check the network, the VPN and the proxy: 'claude-aws doctor' (Test-ClaudeAwsSetup) finds the cause. 'claude-aws status' shows the progress.", session);

    internal static KeepaliveException AutoLoginStillRunning(string profile, TimeSpan waited) => new(
        KeepaliveErrorCode.SignInStillRunning,
        $"The automatic login of '{profile}' is still running after {Duration.Format(waited)}. It continues in the background.",
        "Wait, or check the progress with 'claude-aws status'. The next 'claude-aws refresh' (Invoke-ClaudeAwsRefresh) uses the new credential.", profile);

    internal static KeepaliveException AnswerStillAwaited(string profile, string question, TimeSpan waited, bool isLogin) => new(
        KeepaliveErrorCode.SignInStillRunning,
        $"The {(isLogin ? "automatic login of" : "sign-in to")} '{profile}' has waited {Duration.Format(waited)} for your answer ('{question}'). The question stays open.",
        "Answer on the page in your browser, or run 'claude-aws answer' in a terminal. Then send your message again.", profile);

    internal static KeepaliveException SignInCoolingDown(string session, string outcome, TimeSpan left, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInCoolingDown,
        $"The last sign-in to '{session}' failed ({outcome}). Automatic sign-in is paused for {Duration.Format(left)}.",
        $"When you are ready to sign in, run {command} yourself, if necessary with --force (-Force).", session);

    internal static KeepaliveException SignInWorkerFailed(string session, string reason, Exception? inner = null, string command = LoginCommand) => new(
        KeepaliveErrorCode.SignInWorkerFailed,
        $"The background process for the sign-in to '{session}' {reason}.",
        $"Run {command} again. If it happens again, check whether security software on this machine stops or blocks processes.", session, inner);

    internal static KeepaliveException CompanionNotFound(string session, string platform, Exception inner) => new(
        KeepaliveErrorCode.SignInWorkerFailed,
        $"The background process for the sign-in to '{session}' could not be started: this copy of the module has no claude-aws for {platform}, and claude-aws is not on PATH.",
        "Put claude-aws for this platform on PATH, or install a copy of the module that includes it.", session, inner);

    internal static KeepaliveException CallbackInvalid(string session, string reason) => new(
        KeepaliveErrorCode.CallbackInvalid,
        $"The browser returned from the sign-in to '{session}', but {reason}.",
        "Close the tab and run 'claude-aws login' (Connect-ClaudeAws) again. If it happens again, use --use-device-code (-UseDeviceCode).", session);

    /// <summary>Shown as a warning; a sign-in never fails with it, because the person can open the address by hand.</summary>
    internal static KeepaliveException BrowserNotOpened(string reason) => new(
        KeepaliveErrorCode.BrowserNotOpened,
        $"No browser could be opened: {reason}.",
        "Open the address by hand, or choose a browser with --browser (-Browser).");

    internal static KeepaliveException SignInPageUntrusted(string session, string host) => new(
        KeepaliveErrorCode.SignInPageUntrusted,
        $"The page for the sign-in to '{session}' is on {host}, which is not a trusted https address. The browser was not opened.",
        "Check sso_start_url and sso_region. If they are right, a proxy between this machine and AWS may change the answers.", session);

    /// <summary>A sign-in was requested for a profile that does not use IAM Identity Center.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="command">The profile's own sign-in command; null if none is set.</param>
    public static KeepaliveException NoSsoSession(string profile, string? command = null) => new(
        KeepaliveErrorCode.SsoConfigurationInvalid,
        $"Profile '{profile}' has no sign-in of IAM Identity Center or 'aws login': it has no sso_session, sso_start_url or login_session.",
        command is not null ? $"Sign in with {command}." : "Sign in with the login tool of the profile. Or choose another profile with --profile (-ProfileName).", profile);

    internal static KeepaliveException AutoLoginFailed(string profile, string reason, string setting = "autoLoginCmd") => new(
        KeepaliveErrorCode.AutoLoginFailed,
        $"The automatic login of profile '{profile}' ({setting}) {reason}.",
        setting == "autoLoginCmd"
            ? "Run the command of autoLoginCmd in a terminal to see its output. It may contain secrets, so it is not shown here."
            : "Run the login tool in a terminal to see its output.", profile);

    /// <summary>The outcome of a sign-in, for every process that waited for it. Its text was made by this class in the worker's process.</summary>
    internal static KeepaliveException SignInOutcome(string code, string message, string advice, string session) => new(code, message, advice, session);
}
