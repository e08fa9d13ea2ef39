using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.Sessions;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.ClaudeCode;

/// <summary>What a person reads of a hook: one sentence for what is, one for what to do.</summary>
internal static class HookWords
{
    public static string EndsSoon(SessionSnapshot session) =>
        $"AWS: {Subject(session)} ends in {Duration.Format(session.Left!.Value)}. {(session.SignsInByItself ? $"{session.Settings.AutoLoginSetting} signs in by itself." : $"To go on after that, {NextStep(session)}.")}";

    public static string Renewed(SessionSnapshot session) => VisibleText.Line(
        session.KeyLeft is { } left && left > TimeSpan.Zero
            ? $"AWS: {Subject(session)} is renewed, it lasts {Duration.Format(left)}."
            : $"AWS: {Subject(session)} is good again.");

    public static string Ended(SessionSnapshot session) => session.SignsInByItself
        ? $"AWS: {HasEnded(session)}. {(session.SignIn is { FailureMessage: { } failure } ? $"{session.Settings.AutoLoginSetting} has failed: {VisibleText.Line(failure)}" : $"{session.Settings.AutoLoginSetting} signs in by itself")}; to do it yourself, {NextStep(session)}."
        : $"AWS: {HasEnded(session)}. {Why(session)}To go on, {NextStep(session)}.";

    public static string Blocked(SessionSnapshot session) =>
        $"AWS: {HasEnded(session)}, so no request can succeed. {Why(session)}To go on, {NextStep(session)}; then send the prompt again, it stays in the input box."
        + (session.ClockSkew == TimeSpan.Zero ? string.Empty : $"\n{ClockIsOff(session)}");

    public static string SigningIn(SessionSnapshot session)
    {
        string what = session.SignIn switch
        {
            { Number: { } number } => $": choose {VisibleText.Line(number)} on your other device",
            { Flow: SignInFlow.Command, UserCode: null, Address: { } address } => $": open {VisibleText.Line(address)}",
            { UserCode: { } code, Address: { } address } => $": the code is {VisibleText.Line(code)}, the page {VisibleText.Line(address)}",
            { Address: not null } => ": approve it in the browser",
            _ => string.Empty,
        };
        return $"AWS: a sign-in to '{VisibleText.Line(session.SignIn!.Name)}' is running{what}.";
    }

    public static string SignedIn(SessionSnapshot session) => $"AWS: signed in to {Subject(session)}{(session.KeyLeft is { } left && left > TimeSpan.Zero ? $", {Duration.Format(left)} left" : string.Empty)}.";

    public static string SignInNeeded(SessionSnapshot session) => $"AWS: a sign-in to {Subject(session)} is needed: {NextStep(session)}.";

    public static string ClockIsOff(SessionSnapshot session) =>
        $"AWS: this machine's clock is {Duration.Format(session.ClockSkew)} {(session.ClockSkew > TimeSpan.Zero ? "behind" : "ahead of")} AWS's. Set it, or requests may be refused.";

    private static string Subject(SessionSnapshot session) => session.Profile is { } profile ? $"profile '{VisibleText.Line(profile)}'" : "the key in the environment variables";

    private static string HasEnded(SessionSnapshot session) => session switch
    {
        { Verdict: SessionVerdict.Revoked } => $"AWS refuses the key of {Subject(session)}",
        { KeyLeft: { } left } when left <= TimeSpan.Zero => $"{Subject(session)} expired {Duration.Format(left)} ago",
        { KeyLeft: not null } => $"{Subject(session)} expires within a minute",
        _ => $"nobody is signed in to {Subject(session)}",
    };

    /// <summary>Somebody who has an automatic login wonders why it does nothing.</summary>
    private static string Why(SessionSnapshot session) => session.Hold is { } hold ? VisibleText.Line(hold.Sentence) + " " : string.Empty;

    /// <summary>The one command that helps, as it is typed at the prompt.</summary>
    private static string NextStep(SessionSnapshot session) => session switch
    {
        { Profile: null } => "start Claude Code again with a fresh key in its environment",
        { Hold.PasswordRejected: not null } => "store the right password in a terminal (claude-aws secret set) and run ! claude-aws autologin" + Named(session),
        { Settings.LoginCommand: { } command } => $"run ! {VisibleText.Line(command)}",
        { Source: CredentialSourceKind.SingleSignOn } => $"run ! claude-aws login{Named(session)}",
        { Settings: { Recipe: not null, ForbidAutoLogin: false } } => $"run ! claude-aws autologin{Named(session)}",
        _ => $"run ! and the login tool that writes its keys (! claude-aws login{Named(session)} for IAM Identity Center)",
    };

    private static string Named(SessionSnapshot session) =>
        session.IsNamedByCaller && session.Profile is { } profile ? $" --profile {Quoted(VisibleText.Line(profile))}" : string.Empty;

    private static string Quoted(string profile) => profile.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') ? profile : $"'{profile}'";
}
