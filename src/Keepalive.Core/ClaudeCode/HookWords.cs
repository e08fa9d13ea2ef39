using Keepalive.Profiles;
using Keepalive.Sessions;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.ClaudeCode;

/// <summary>What a person reads of a hook: one sentence for what is, one for what to do.</summary>
internal static class HookWords
{
    public static string EndsSoon(SessionOutlook outlook) =>
        $"AWS: {Subject(outlook)} ends in {Duration.Format(outlook.Left!.Value)}. {(outlook.SignsInByItself ? $"{outlook.Settings.AutoLoginSetting} signs in by itself." : $"To go on after that, {NextStep(outlook)}.")}";

    public static string Renewed(SessionOutlook outlook) => VisibleText.Line(
        outlook.KeyLeft is { } left && left > TimeSpan.Zero
            ? $"AWS: {Subject(outlook)} is renewed, it lasts {Duration.Format(left)}."
            : $"AWS: {Subject(outlook)} is good again.");

    public static string Ended(SessionOutlook outlook) => outlook.SignsInByItself
        ? $"AWS: {HasEnded(outlook)}. {(outlook.SignIn is { FailureMessage: { } failure } ? $"{outlook.Settings.AutoLoginSetting} has failed: {VisibleText.Line(failure)}" : $"{outlook.Settings.AutoLoginSetting} signs in by itself")}; to do it yourself, {NextStep(outlook)}."
        : $"AWS: {HasEnded(outlook)}. {Why(outlook)}To go on, {NextStep(outlook)}.";

    public static string Blocked(SessionOutlook outlook) =>
        $"AWS: {HasEnded(outlook)}, so no request can succeed. {Why(outlook)}To go on, {NextStep(outlook)}; then send the prompt again, it stays in the input box."
        + (outlook.ClockSkew == TimeSpan.Zero ? string.Empty : $"\n{ClockIsOff(outlook)}");

    public static string SigningIn(SessionOutlook outlook)
    {
        string what = outlook.SignIn switch
        {
            { Number: { } number } => $": choose {VisibleText.Line(number)} on your other device",
            { Flow: SignInFlow.Command, UserCode: null, Address: { } address } => $": open {VisibleText.Line(address)}",
            { UserCode: { } code, Address: { } address } => $": the code is {VisibleText.Line(code)}, the page {VisibleText.Line(address)}",
            { Address: not null } => ": approve it in the browser",
            _ => string.Empty,
        };
        return $"AWS: a sign-in to '{VisibleText.Line(outlook.SignIn!.Name)}' is running{what}.";
    }

    public static string SignedIn(SessionOutlook outlook) => $"AWS: signed in to {Subject(outlook)}{(outlook.KeyLeft is { } left && left > TimeSpan.Zero ? $", {Duration.Format(left)} left" : string.Empty)}.";

    public static string SignInNeeded(SessionOutlook outlook) => $"AWS: a sign-in to {Subject(outlook)} is needed: {NextStep(outlook)}.";

    public static string ClockIsOff(SessionOutlook outlook) =>
        $"AWS: this machine's clock is {Duration.Format(outlook.ClockSkew)} {(outlook.ClockSkew > TimeSpan.Zero ? "behind" : "ahead of")} AWS's. Set it, or requests may be refused.";

    private static string Subject(SessionOutlook outlook) => outlook.Profile is { } profile ? $"profile '{VisibleText.Line(profile)}'" : "the key in the environment variables";

    private static string HasEnded(SessionOutlook outlook) => outlook switch
    {
        { IsRevoked: true } => $"AWS refuses the key of {Subject(outlook)}",
        { KeyLeft: { } left } when left <= TimeSpan.Zero => $"{Subject(outlook)} expired {Duration.Format(left)} ago",
        { KeyLeft: not null } => $"{Subject(outlook)} expires within a minute",
        _ => $"nobody is signed in to {Subject(outlook)}",
    };

    /// <summary>Somebody who has an automatic login wonders why it does nothing.</summary>
    private static string Why(SessionOutlook outlook) => outlook.Hold is { } hold ? VisibleText.Line(hold.Sentence) + " " : string.Empty;

    /// <summary>The one command that helps, as it is typed at the prompt.</summary>
    private static string NextStep(SessionOutlook outlook) => outlook switch
    {
        { Profile: null } => "start Claude Code again with a fresh key in its environment",
        { Hold.PasswordRejected: not null } => "store the right password in a terminal (claude-aws secret set) and run ! claude-aws autologin" + Named(outlook),
        { Settings.LoginCommand: { } command } => $"run ! {VisibleText.Line(command)}",
        { Source: CredentialSourceKind.SingleSignOn } => $"run ! claude-aws login{Named(outlook)}",
        { Settings: { Recipe: not null, ForbidAutoLogin: false } } => $"run ! claude-aws autologin{Named(outlook)}",
        _ => $"run ! and the login tool that writes its keys (! claude-aws login{Named(outlook)} for IAM Identity Center)",
    };

    private static string Named(SessionOutlook outlook) =>
        outlook.IsNamedByCaller && outlook.Profile is { } profile ? $" --profile {Quoted(VisibleText.Line(profile))}" : string.Empty;

    private static string Quoted(string profile) => profile.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') ? profile : $"'{profile}'";
}
