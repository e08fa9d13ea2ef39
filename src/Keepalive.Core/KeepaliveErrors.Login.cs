namespace Keepalive;

/// <content>Login tools that are driven. What a tool has printed is told redacted, and in one row.</content>
public static partial class KeepaliveErrors
{
    /// <summary>A setting or policy forbids that anything signs in by itself.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="place">The policy that says so; null for a setting.</param>
    public static KeepaliveException AutoLoginForbidden(string profile, string? place) => new(
        KeepaliveErrorCode.AutoLoginForbidden,
        place is null ? "Nothing may sign in by itself: forbidAutoLogin is set." : $"Nothing may sign in by itself: the machine's policy ({place}) sets forbidAutoLogin.",
        "Run the login tool yourself.", profile);

    internal static KeepaliveException AutoLoginNotSet(string profile, string recipes) => new(
        KeepaliveErrorCode.AutoLoginNotSet,
        $"Profile '{profile}' has no login that goes by itself.",
        $"Set one: claude-aws config set recipe NAME --profile {profile} (Set-ClaudeAwsConfiguration). There are {recipes}.", profile);

    internal static KeepaliveException RecipeNotFound(string name, string names) => new(
        KeepaliveErrorCode.RecipeNotFound,
        $"There is no recipe '{name}'.",
        $"There are {names}; your own stand below 'recipes' in the configuration file.", name);

    internal static KeepaliveException RecipeInvalid(string place, string reason) => new(
        KeepaliveErrorCode.RecipeInvalid,
        $"A recipe in {place} can't be used: {reason}.",
        "Mend it in an editor; about_KeepaliveRecipes says what a recipe may hold.", place);

    internal static KeepaliveException TranscriptUnreadable(string path, string reason, Exception inner) => new(
        KeepaliveErrorCode.TranscriptUnreadable,
        $"The recorded run {path} can't be read: {reason}.",
        "Name the file that the message of a failed login names, or what a terminal has recorded.", path, inner);

    internal static KeepaliveException LoginToolNotStarted(string tool, string reason) => new(
        KeepaliveErrorCode.LoginToolNotStarted,
        $"The login tool '{tool}' can't be started: {reason}.",
        "Install it, or name its whole path in a recipe of your own: 'extends' and 'command' below 'recipes' in the configuration file.", tool);

    internal static KeepaliveException LoginToolTimedOut(string tool, TimeSpan limit, string shown) => new(
        KeepaliveErrorCode.LoginToolTimedOut,
        $"{tool} took longer than {Duration.Format(limit)} and was ended with all that it had started{Quote(shown)}.",
        "Run it in a terminal to see what it waits for.", tool);

    internal static KeepaliveException LoginPromptUnknown(string tool, string shown) => new(
        KeepaliveErrorCode.LoginPromptUnknown,
        $"{tool} asks something that its recipe does not know, and was ended{Quote(shown)}.",
        "Add a rule for it to a recipe of your own that extends this one, and rehearse it: claude-aws autologin --replay FILE --recipe NAME.", tool);

    internal static KeepaliveException LoginPromptShowsSecret(string tool, string rule, string shown) => new(
        KeepaliveErrorCode.LoginPromptUnknown,
        $"{tool} waits where what is typed would be shown, or in a row that the rule '{rule}' fits only in part, so no secret was typed, and it was ended{Quote(shown)}.",
        "If the tool really asks for it there, extend the recipe with a rule of that name with \"echoed\": true and a pattern for the whole row (^ ... $); 'Get-Help about_KeepaliveRecipes' has an example.", tool);

    internal static KeepaliveException LoginRoleNotFound(string tool, string reason) => new(
        KeepaliveErrorCode.LoginRoleNotFound,
        $"No role could be chosen in {tool}: {reason}.",
        "Set loginRole to the role's name or ARN as the tool shows it.", tool);

    internal static KeepaliveException LoginPasswordRejected(string tool, string shown) => new(
        KeepaliveErrorCode.LoginPasswordRejected,
        $"{tool} has refused the stored password{Quote(shown)}; it is not used again, so that the account is not locked.",
        $"Store the right one with {SetSecret}.", tool);

    internal static KeepaliveException AccountLocked(string tool, string shown) => new(
        KeepaliveErrorCode.AccountLocked,
        $"The account that {tool} signs in with is locked{Quote(shown)}.",
        "Unlock it as your company has it, then store its password anew.", tool);

    internal static KeepaliveException MfaDenied(string tool, string shown) => new(
        KeepaliveErrorCode.MfaDenied,
        $"The second factor was denied{Quote(shown)}.",
        "If that was you, sign in again when you are ready. If it was not you who signed in, change your password.", tool);

    internal static KeepaliveException MfaTimedOut(string tool, string shown) => new(
        KeepaliveErrorCode.MfaTimedOut,
        $"Nobody gave the second factor in time{Quote(shown)}.",
        "Sign in again when you have your phone at hand.", tool);

    internal static KeepaliveException MfaCodeRejected(string tool, string shown) => new(
        KeepaliveErrorCode.MfaCodeRejected,
        $"{tool} has not taken the one-time code{Quote(shown)}.",
        "Check the machine's clock, and the stored seed: 'claude-aws secret set --kind totp' (Set-ClaudeAwsSecret -Kind Totp).", tool);

    internal static KeepaliveException LoginNetworkFailed(string tool, string shown) => new(
        KeepaliveErrorCode.LoginNetworkFailed,
        $"{tool} could not reach its service{Quote(shown)}.",
        "Check network, VPN and proxy, then sign in again.", tool);

    internal static KeepaliveException LoginToolFailed(string tool, string shown) => new(
        KeepaliveErrorCode.LoginToolFailed,
        $"{tool} has failed{Quote(shown)}.",
        "Run it in a terminal to see what it says.", tool);

    private static string Quote(string shown) => shown.Trim() is { Length: > 0 } row ? $" (it showed: {(row.Length > 200 ? row[..200] + "…" : row)})" : string.Empty;
}
