using Keepalive.Login;

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

    internal static KeepaliveException AutoLoginNotSet(string profile) => new(
        KeepaliveErrorCode.AutoLoginNotSet,
        $"Profile '{profile}' has no login that goes by itself.",
        $"Set one: claude-aws config set recipe NAME --profile {profile} (Set-ClaudeAwsConfiguration). There are {string.Join(", ", RecipeBook.BuiltIn)}.", profile);

    internal static KeepaliveException RecipeNotFound(string name, IEnumerable<string> names) => new(
        KeepaliveErrorCode.RecipeNotFound,
        $"There is no recipe '{name}'.",
        $"There are {string.Join(", ", names)}; your own stand below 'recipes' in the configuration file.", name);

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

    internal static KeepaliveException LoginRoleNotFound(string tool, string reason) => new(
        KeepaliveErrorCode.LoginRoleNotFound,
        $"No role could be chosen in {tool}: {reason}.",
        "Set loginRole to the role's name or ARN as the tool shows it.", tool);

    /// <summary>What a rule, or the end of the tool, has said.</summary>
    /// <param name="code">The condition.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="shown">The row that says so, redacted; may be empty.</param>
    internal static KeepaliveException LoginFailed(string code, string tool, string shown) => code switch
    {
        KeepaliveErrorCode.LoginPasswordRejected => new(
            code, $"{tool} has refused the stored password{Quote(shown)}; it is not used again, so that the account is not locked.",
            $"Store the right one with {SetSecret}.", tool),
        KeepaliveErrorCode.AccountLocked => new(
            code, $"The account is locked{Quote(shown)}.", "Unlock it as your company has it, then store its password anew.", tool),
        KeepaliveErrorCode.MfaDenied => new(
            code, $"The second factor was denied{Quote(shown)}.", "If that was you, sign in again when you are ready. If it was not you who signed in, change your password.", tool),
        KeepaliveErrorCode.MfaTimedOut => new(
            code, $"Nobody gave the second factor in time{Quote(shown)}.", "Sign in again when you have your phone at hand.", tool),
        KeepaliveErrorCode.MfaCodeRejected => new(
            code, $"{tool} has not taken the one-time code{Quote(shown)}.", "Check the machine's clock, and the stored seed: 'claude-aws secret set --kind totp' (Set-ClaudeAwsSecret -Kind Totp).", tool),
        KeepaliveErrorCode.LoginRoleNotFound => LoginRoleNotFound(tool, $"it has not taken the choice{Quote(shown)}"),
        KeepaliveErrorCode.LoginNetworkFailed => new(
            code, $"{tool} could not reach its service{Quote(shown)}.", "Check network, VPN and proxy, then sign in again.", tool),
        _ => new(KeepaliveErrorCode.LoginToolFailed, $"{tool} has failed{Quote(shown)}.", "Run it in a terminal to see what it says.", tool),
    };

    private static string Quote(string shown) => shown.Trim() is { Length: > 0 } row ? $" (it showed: {(row.Length > 200 ? row[..200] + "…" : row)})" : string.Empty;
}
