using Keepalive.Profiles;
using Keepalive.Sessions;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.ClaudeCode;

/// <summary>The texts of a hook for a person: one sentence for the state, one for the next step.</summary>
internal static class HookWords
{
    public static string EndsSoon(SessionOutlook outlook) =>
        $"AWS: {Subject(outlook)} expires in {Duration.Format(outlook.Left!.Value)}. {(outlook.SignsInByItself ? $"Automatic login ({outlook.Settings.AutoLoginSetting}) will renew it." : $"To continue after that, {NextStep(outlook)}.")}";

    public static string Renewed(SessionOutlook outlook) => VisibleText.Line(
        outlook.KeyLeft is { } left && left > TimeSpan.Zero
            ? $"AWS: {Subject(outlook)} is renewed and valid for {Duration.Format(left)}."
            : $"AWS: {Subject(outlook)} is valid again.");

    public static string Ended(SessionOutlook outlook) => outlook.SignsInByItself
        ? $"AWS: {HasEnded(outlook)}. {(outlook.SignIn is { FailureMessage: { } failure } ? $"Automatic login ({outlook.Settings.AutoLoginSetting}) failed: {VisibleText.Line(failure).TrimEnd('.')}." : $"Automatic login ({outlook.Settings.AutoLoginSetting}) is running.")} To sign in yourself, {NextStep(outlook)}."
        : $"AWS: {HasEnded(outlook)}. {Why(outlook)}To continue, {NextStep(outlook)}.";

    public static string Blocked(SessionOutlook outlook) =>
        $"AWS: {HasEnded(outlook)}, so no request can succeed. {Why(outlook)}To continue, {NextStep(outlook)}. Then send the prompt again; it is still in the input box."
        + (outlook.ClockSkew == TimeSpan.Zero ? string.Empty : $"\n{ClockIsOff(outlook)}");

    public static string SigningIn(SessionOutlook outlook)
    {
        string what = outlook.SignIn switch
        {
            { Number: { } number } => $": choose {VisibleText.Line(number)} on your other device",
            { Flow: SignInFlow.Command, UserCode: null, Address: { } address } => $": open {VisibleText.Line(address)}",
            { UserCode: { } code, Address: { } address } => $": open {VisibleText.Line(address)} and compare the code {VisibleText.Line(code)}",
            { Address: not null } => ": approve it in the browser",
            _ => string.Empty,
        };
        return $"AWS: a sign-in to '{VisibleText.Line(outlook.SignIn!.Name)}' is running{what}.";
    }

    public static string SignedIn(SessionOutlook outlook) => $"AWS: signed in to {Subject(outlook)}{(outlook.KeyLeft is { } left && left > TimeSpan.Zero ? $", valid for {Duration.Format(left)}" : string.Empty)}.";

    public static string SignInNeeded(SessionOutlook outlook) => $"AWS: a sign-in to {Subject(outlook)} is needed: {NextStep(outlook)}.";

    public static string ClockIsOff(SessionOutlook outlook) =>
        $"AWS: this machine's clock is {Duration.Format(outlook.ClockSkew)} {(outlook.ClockSkew > TimeSpan.Zero ? "behind" : "ahead of")} AWS's. Synchronize it, otherwise AWS may reject requests.";

    private static string Subject(SessionOutlook outlook) => outlook.Profile is { } profile ? $"profile '{VisibleText.Line(profile)}'" : "the key in the environment variables";

    private static string HasEnded(SessionOutlook outlook) => outlook switch
    {
        { IsRevoked: true } => $"AWS rejects {(outlook.Profile is null ? Subject(outlook) : $"the key of {Subject(outlook)}")}",
        { KeyLeft: { } left } when left <= TimeSpan.Zero => $"{Subject(outlook)} expired {Duration.Format(left)} ago",
        { KeyLeft: not null } => $"{Subject(outlook)} expires within a minute",
        _ => $"you are not signed in to {Subject(outlook)}",
    };

    /// <summary>A person with an automatic login must know why it is paused.</summary>
    private static string Why(SessionOutlook outlook) => outlook.Hold is { } hold ? VisibleText.Line(hold.Sentence) + " " : string.Empty;

    /// <summary>The one command that helps, as it is typed at the prompt.</summary>
    private static string NextStep(SessionOutlook outlook) => outlook switch
    {
        { Profile: null } => "start Claude Code again with a new key in its environment variables",
        { Hold.PasswordRejected: not null } => "store the right password in a terminal (claude-aws secret set) and run ! claude-aws autologin" + Named(outlook),
        { Settings.LoginCommand: { } command } => $"run ! {VisibleText.Line(command)}",
        { Source: CredentialSourceKind.SingleSignOn } => $"run ! claude-aws login{Named(outlook)}",
        { Settings: { Recipe: not null, ForbidAutoLogin: false } } => $"run ! claude-aws autologin{Named(outlook)}",
        _ => $"run the profile's login tool, with ! before the command (for IAM Identity Center: ! claude-aws login{Named(outlook)})",
    };

    private static string Named(SessionOutlook outlook) =>
        outlook.IsNamedByCaller && outlook.Profile is { } profile ? $" --profile {Quoted(VisibleText.Line(profile))}" : string.Empty;

    private static string Quoted(string profile) => profile.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') ? profile : $"'{profile}'";
}
