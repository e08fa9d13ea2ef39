using Keepalive.Aws.AccessKeys;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.ClaudeCode.Hook;

/// <summary>The texts of a hook for a person: one sentence for the state, one for the next step.</summary>
internal static class HookWords
{
    public static string EndsSoon(SessionSnapshot session) =>
        $"AWS: {Subject(session)} expires in {Duration.Format(session.Left!.Value)}. {(session.SignsInByItself ? $"Automatic login ({session.Settings.AutoLoginSetting}) will renew it." : $"To continue after that, {NextStep(session)}.")}";

    public static string Renewed(SessionSnapshot session) => VisibleText.Line(
        session.KeyLeft is { } left && left > TimeSpan.Zero
            ? $"AWS: {Subject(session)} is renewed and valid for {Duration.Format(left)}."
            : $"AWS: {Subject(session)} is valid again.");

    public static string Ended(SessionSnapshot session) => session.SignsInByItself
        ? $"AWS: {HasEnded(session)}. {(session.SignIn is { FailureMessage: { } failure } ? $"Automatic login ({session.Settings.AutoLoginSetting}) failed: {VisibleText.Line(failure).TrimEnd('.')}." : $"Automatic login ({session.Settings.AutoLoginSetting}) is running.")} To sign in yourself, {NextStep(session)}."
        : $"AWS: {HasEnded(session)}. {Why(session)}To continue, {NextStep(session)}.";

    public static string Blocked(SessionSnapshot session) =>
        $"AWS: {HasEnded(session)}, so no request can succeed. {Why(session)}To continue, {NextStep(session)}. Then send the prompt again; it is still in the input box."
        + (session.ClockSkew == TimeSpan.Zero ? string.Empty : $"\n{ClockIsOff(session)}");

    public static string SigningIn(SessionSnapshot session)
    {
        string what = session.SignIn switch
        {
            { Asks: { } asks, Question: { } question } => $" and asks you for {Article.With(VisibleText.Line(asks))} ('{VisibleText.Line(question)}'). Answer on the page in your browser, or run ! claude-aws answer",
            { Number: { } number } => $": choose {VisibleText.Line(number)} on your other device",
            { Flow: SignInFlow.Command, UserCode: null, Address: { } address } => $": open {VisibleText.Line(address)}",
            { UserCode: { } code, Address: { } address } => $": open {VisibleText.Line(address)} and compare the code {VisibleText.Line(code)}",
            { Address: not null } => ": approve it in the browser",
            _ => string.Empty,
        };
        return $"AWS: a sign-in to '{VisibleText.Line(session.SignIn!.Name)}' is running{what}.";
    }

    public static string SignedIn(SessionSnapshot session) => $"AWS: signed in to {Subject(session)}{(session.KeyLeft is { } left && left > TimeSpan.Zero ? $", valid for {Duration.Format(left)}" : string.Empty)}.";

    public static string SignInNeeded(SessionSnapshot session) => $"AWS: a sign-in to {Subject(session)} is needed: {NextStep(session)}.";

    public static string ClockIsOff(SessionSnapshot session) =>
        $"AWS: this machine's clock is {Duration.Format(session.ClockSkew)} {(session.ClockSkew > TimeSpan.Zero ? "behind" : "ahead of")} AWS's. Synchronize it, otherwise AWS may reject requests.";

    private static string Subject(SessionSnapshot session) => session.Profile is { } profile ? $"profile '{VisibleText.Line(profile)}'" : "the key in the environment variables";

    private static string HasEnded(SessionSnapshot session) => session switch
    {
        { Verdict: SessionVerdict.Revoked } => $"AWS rejects {(session.Profile is null ? Subject(session) : $"the key of {Subject(session)}")}",
        { ErrorCode: KeepaliveErrorCode.MfaCodeNeeded } => $"{Subject(session)} needs a code of your MFA device",
        { KeyLeft: { } left } when left <= TimeSpan.Zero => $"{Subject(session)} expired {Duration.Format(left)} ago",
        { KeyLeft: not null } => $"{Subject(session)} expires within a minute",
        _ => $"you are not signed in to {Subject(session)}",
    };

    /// <summary>A person with an automatic login must know why it is paused.</summary>
    private static string Why(SessionSnapshot session) => session.Hold is { } hold ? VisibleText.Line(hold.Sentence) + " " : string.Empty;

    /// <summary>The one command that helps, as it is typed at the prompt.</summary>
    private static string NextStep(SessionSnapshot session) => session switch
    {
        { Profile: null } => "start Claude Code again with a new key in its environment variables",
        { Hold.PasswordRejected: not null } => "store the right password in a terminal (claude-aws secret set) and run ! claude-aws autologin" + Named(session),
        { Settings.LoginCommand: { } command } => $"run ! {VisibleText.Line(command)}",
        { MfaDevice: not null } => $"run ! claude-aws refresh{Named(session)} and enter a code of your MFA device when you are asked",
        { ComesFromSignIn: true } or { Source: CredentialSourceKind.SingleSignOn or CredentialSourceKind.Login } => $"run ! claude-aws login{Named(session)}",
        { Settings: { Recipe: not null, ForbidAutoLogin: false } } => $"run ! claude-aws autologin{Named(session)}",
        _ => $"run the profile's login tool, with ! before the command (for IAM Identity Center: ! claude-aws login{Named(session)})",
    };

    private static string Named(SessionSnapshot session) =>
        session.IsNamedByCaller && session.Profile is { } profile ? " " + CommandWord.Profile(profile) : string.Empty;
}
