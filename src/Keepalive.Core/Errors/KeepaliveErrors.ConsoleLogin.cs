namespace Keepalive.Errors;

// Errors of aws login. Messages contain the ARN of the session, a region or a path, and never a token or the text of the service's answer.
public static partial class KeepaliveErrors
{
    internal static KeepaliveException LoginFileInvalid(string path, string? fault) => new(
        KeepaliveErrorCode.TokenFileInvalid,
        fault is not null ? $"{path} is not a credential of 'aws login': {fault}."
            : $"{path} is not a credential of 'aws login', or another program is writing it at this moment.",
        $"Retry. If the error comes again, sign in again with {LoginCommand}. The sign-in writes a new file.", path);

    internal static KeepaliveException SignInRegionWrong(string session, string region) => new(
        KeepaliveErrorCode.SignInRegionWrong,
        $"The sign-in service of {region} rejected the refresh token of '{session}'. Usually the sign-in was in another region.",
        $"Set 'region' of the profile to the region of the sign-in. Or sign in again with {LoginCommand}, which stores the region.", session);

    /// <summary>A proof was rejected, and the answer has another time than this machine.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ahead">How far this machine's clock is ahead; negative: behind.</param>
    internal static KeepaliveException SignInClockWrong(string session, TimeSpan ahead) => new(
        KeepaliveErrorCode.SignInClockWrong,
        $"AWS Sign-In rejected the request for '{session}'. This machine's clock is {Duration.Format(ahead.Duration())} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the time of its answer.",
        "Set the clock and the time zone of this machine, then retry.", session);

    internal static KeepaliveException ConsoleLoginNotAllowed(string session) => new(
        KeepaliveErrorCode.ConsoleLoginNotAllowed,
        $"AWS does not allow '{session}' to use aws login.",
        "Ask your administrator for the policy SignInLocalDevelopmentAccess. Signing in again does not help.", session);

    /// <summary>A code would have to be pasted, and no person can be asked for it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="reason">Why not, as a phrase.</param>
    internal static KeepaliveException CodeCannotBePasted(string session, string profile, string reason) => new(
        KeepaliveErrorCode.PromptUnavailable,
        $"The sign-in to '{session}' needs the code from its sign-in page, but Keepalive can't ask you for the code here: {reason}.",
        $"Run 'claude-aws login {CommandWord.Profile(profile)}' (Connect-ClaudeAws) in a terminal. Open the shown address in a browser on any machine, and enter the code.", session);

    /// <summary>The code of the page was not given.</summary>
    /// <param name="session">The session.</param>
    /// <param name="profile">The profile.</param>
    internal static KeepaliveException CodeNotPasted(string session, string profile) => new(
        KeepaliveErrorCode.AnswerNotGiven,
        $"No code was entered for the sign-in to '{session}'.",
        $"When you are ready, run 'claude-aws login {CommandWord.Profile(profile)}' (Connect-ClaudeAws) again.", session);

    internal static KeepaliveException SignInOtherIdentity(string session, string identity) => new(
        KeepaliveErrorCode.SignInOtherIdentity,
        $"You have signed in as '{identity}', but the profile names '{session}' (login_session). Nothing was stored.",
        "Sign in again, and choose the right identity in the browser. To use the other identity, correct login_session of the profile.", session);

    internal static KeepaliveException ServiceBusy(string service, string target) => new(
        KeepaliveErrorCode.ServiceUnavailable,
        $"{service} is busy with another request for '{target}'.",
        "Retry in a minute.", target);

    internal static KeepaliveException SignInServiceRefused(int status, string? error, string session) => new(
        KeepaliveErrorCode.ServiceRefused,
        $"AWS Sign-In rejected the request: {error ?? "an error without a name"}, status {status}.",
        $"Check 'region' of the profile, then sign in again with {LoginCommand}.", session);
}
