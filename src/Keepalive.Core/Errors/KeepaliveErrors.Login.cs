namespace Keepalive.Errors;

/// <content>Errors of automatic logins. Output of a tool is shown without secrets, in one line.</content>
public static partial class KeepaliveErrors
{
    /// <summary>A setting or the policy forbids automatic login.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="place">The policy file; null if a setting forbids it.</param>
    public static KeepaliveException AutoLoginForbidden(string profile, string? place) => new(
        KeepaliveErrorCode.AutoLoginForbidden,
        place is null ? "Automatic login is forbidden: the setting forbidAutoLogin is true." : $"Automatic login is forbidden: the machine's policy ({place}) sets forbidAutoLogin.",
        "Run the login tool yourself.", profile);

    internal static KeepaliveException AutoLoginNotSet(string profile, string recipes) => new(
        KeepaliveErrorCode.AutoLoginNotSet,
        $"Profile '{profile}' has no automatic login.",
        $"Set a recipe: claude-aws config set recipe NAME {CommandWord.Profile(profile)} (Set-ClaudeAwsConfiguration). The built-in {recipes}.", profile);

    internal static KeepaliveException RecipeNotFound(string name, string names) => new(
        KeepaliveErrorCode.RecipeNotFound,
        $"There is no recipe '{name}'.",
        $"The known {names}. Your own recipes belong under 'recipes' in the configuration file.", name);

    internal static KeepaliveException RecipeInvalid(string place, string reason) => new(
        KeepaliveErrorCode.RecipeInvalid,
        $"A recipe in {place} can't be used: {reason}.",
        "Correct the recipe in an editor. The page about_KeepaliveRecipes describes all fields.", place);

    internal static KeepaliveException TranscriptUnreadable(string path, string reason, Exception inner) => new(
        KeepaliveErrorCode.TranscriptUnreadable,
        $"The recorded run {path} can't be read: {reason}.",
        "Use a transcript file or a terminal recording. The error message of a failed login shows the path of its transcript.", path, inner);

    internal static KeepaliveException LoginToolNotStarted(string tool, string reason) => new(
        KeepaliveErrorCode.LoginToolNotStarted,
        $"The login tool '{tool}' can't be started: {reason}.",
        "Install the tool. Or write its full path in your own recipe: set 'extends' and 'command' under 'recipes' in the configuration file.", tool);

    internal static KeepaliveException LoginToolTimedOut(string tool, TimeSpan limit, string shown) => new(
        KeepaliveErrorCode.LoginToolTimedOut,
        $"{tool} took longer than {Duration.Format(limit)} and was stopped with its child processes{Quote(shown)}.",
        "Run the tool in a terminal to find the cause.", tool);

    internal static KeepaliveException LoginPromptUnknown(string tool, string shown) => new(
        KeepaliveErrorCode.LoginPromptUnknown,
        $"{tool} asked a question that its recipe can't answer, and was stopped{Quote(shown)}.",
        "Write your own recipe that extends this one, with a rule for the question. Test it with: claude-aws autologin --replay FILE --recipe NAME.", tool);

    internal static KeepaliveException LoginPromptShowsSecret(string tool, string rule, string shown) => new(
        KeepaliveErrorCode.LoginPromptUnknown,
        $"{tool} would show the secret on the screen, or rule '{rule}' matches only a part of the tool's last line. No secret was typed, and the tool was stopped{Quote(shown)}.",
        "If the tool really asks for the secret in that line, extend the recipe with a rule of this name. Give the rule \"echoed\": true and a pattern for the whole line (^ ... $). 'Get-Help about_KeepaliveRecipes' has an example.", tool);

    internal static KeepaliveException LoginRoleNotFound(string tool, string reason) => new(
        KeepaliveErrorCode.LoginRoleNotFound,
        $"The role could not be chosen in {tool}: {reason}.",
        "Set loginRole to the role's name or ARN, as the tool shows it.", tool);

    internal static KeepaliveException LoginPasswordRejected(string tool, string shown) => new(
        KeepaliveErrorCode.LoginPasswordRejected,
        $"{tool} rejected the stored password{Quote(shown)}. The password is not used again, so that the account is not locked.",
        $"Store the right password with {SetSecret}.", tool);

    internal static KeepaliveException TypedPasswordRejected(string tool, string shown) => new(
        KeepaliveErrorCode.LoginPasswordRejected,
        $"{tool} rejected the password that you typed{Quote(shown)}.",
        "Sign in again, and type the right password.", tool);

    internal static KeepaliveException TypedCodeRejected(string tool, string shown) => new(
        KeepaliveErrorCode.MfaCodeRejected,
        $"{tool} rejected the code that you typed{Quote(shown)}.",
        "Sign in again with the next code.", tool);

    internal static KeepaliveException AccountLocked(string tool, string shown) => new(
        KeepaliveErrorCode.AccountLocked,
        $"The account that {tool} uses is locked{Quote(shown)}.",
        "Ask your company to unlock the account. Then store its password again.", tool);

    internal static KeepaliveException MfaDenied(string tool, string shown) => new(
        KeepaliveErrorCode.MfaDenied,
        $"The second factor was denied{Quote(shown)}.",
        "If you denied it, sign in again when you are ready. If you did not start this login, change your password.", tool);

    internal static KeepaliveException MfaTimedOut(string tool, string shown) => new(
        KeepaliveErrorCode.MfaTimedOut,
        $"The second factor was not confirmed in time{Quote(shown)}.",
        "Sign in again when you have your phone with you.", tool);

    internal static KeepaliveException MfaCodeRejected(string tool, string shown) => new(
        KeepaliveErrorCode.MfaCodeRejected,
        $"{tool} rejected the one-time code{Quote(shown)}.",
        "Check the machine's clock. If it is right, store the TOTP seed again: 'claude-aws secret set --kind totp' (Set-ClaudeAwsSecret -Kind Totp).", tool);

    internal static KeepaliveException LoginNetworkFailed(string tool, string shown) => new(
        KeepaliveErrorCode.LoginNetworkFailed,
        $"{tool} could not reach its service{Quote(shown)}.",
        "Check the network, the VPN and the proxy, then sign in again.", tool);

    internal static KeepaliveException LoginToolFailed(string tool, string shown) => new(
        KeepaliveErrorCode.LoginToolFailed,
        $"{tool} failed{Quote(shown)}.",
        "Run the tool in a terminal to see its messages.", tool);

    private static string Quote(string shown) => shown.Trim() is { Length: > 0 } row ? $" (last output: {(row.Length > 200 ? row[..200] + "…" : row)})" : string.Empty;
}
