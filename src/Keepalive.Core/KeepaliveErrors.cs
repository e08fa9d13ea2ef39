namespace Keepalive;

/// <summary>One factory a condition: its code, its message, and what to do about it.</summary>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException CredentialExpired(string profile, DateTimeOffset expires, string expirySource, DateTimeOffset now)
    {
        string when = expires <= now
            ? $"expired {Duration.Format(now - expires)} ago"
            : $"expires in {Duration.Format(expires - now)}, too soon to be handed out";
        return new(KeepaliveErrorCode.CredentialExpired,
            $"The credential of profile '{profile}' {when} (at {Timestamp.Format(expires)}, read from {expirySource}).",
            $"Sign in again with the tool that writes the keys of '{profile}', then retry.", profile);
    }

    internal static KeepaliveException CredentialNotFound(string profile, string places) => new(
        KeepaliveErrorCode.CredentialNotFound,
        $"Profile '{profile}' holds no credential: {places} has neither keys nor credential_process for it.",
        "Sign in with your login tool so that it writes keys, or name another profile with --profile (-ProfileName).", profile);

    internal static KeepaliveException KeyPairIncomplete(string profile, string missing, string where) => new(
        KeepaliveErrorCode.KeyPairIncomplete,
        $"Profile '{profile}' in {where} has half a key pair: {missing} is missing.",
        "Sign in again so that the login tool writes both, or remove the lonely one.", profile);

    internal static KeepaliveException SessionTokenMissing(string profile, string where) => new(
        KeepaliveErrorCode.SessionTokenMissing,
        $"Profile '{profile}' in {where} has a temporary access key but no session token.",
        "A temporary key is useless without its token: sign in again so that the login tool writes both.", profile);

    /// <summary>Claude Code refuses a credential without a session token, so it is not offered one.</summary>
    /// <param name="profile">The profile that holds the key.</param>
    public static KeepaliveException LongLivedKeyRefused(string profile) => new(
        KeepaliveErrorCode.LongLivedKeyRefused,
        $"Profile '{profile}' holds a long-lived key; Claude Code takes only temporary credentials from awsCredentialExport.",
        "Use a profile with temporary keys, or let Claude Code read this one itself: remove awsCredentialExport and set AWS_PROFILE.", profile);

    internal static KeepaliveException CredentialMalformed(string profile, string field, string where) => new(
        KeepaliveErrorCode.CredentialMalformed,
        $"The {field} of profile '{profile}' in {where} holds white space or a character that no AWS key contains.",
        "Sign in again so that the login tool writes the value anew.", profile);

    internal static KeepaliveException ProfileNotFound(string profile, string chosenBy, string places, string hint) => new(
        KeepaliveErrorCode.ProfileNotFound,
        $"There is no profile '{profile}' (chosen by {chosenBy}) in {places}.",
        hint, profile);

    internal static KeepaliveException ProfileFileInvalid(string path, int line, int column, string fault) => new(
        KeepaliveErrorCode.ProfileFileInvalid,
        $"{path}, line {line}, column {column}: {fault}.",
        "Mend that line in an editor; nothing was changed.", path);

    internal static KeepaliveException ProfileFileTooLarge(string path, long count, string unit, int limit) => new(
        KeepaliveErrorCode.ProfileFileInvalid,
        $"{path} has {count} {unit}; no credentials or config file needs more than {limit}.",
        "Look whether the path is right, or move the foreign content out of the file.", path);

    internal static KeepaliveException ProfileFileWrongEncoding(string path, string encoding) => new(
        KeepaliveErrorCode.ProfileFileInvalid,
        $"{path}, line 1, column 1: the file is {encoding}; AWS tools read UTF-8 only.",
        "Save it as UTF-8. In Windows PowerShell write it with 'Set-Content -Encoding utf8', not with '>'.", path);

    internal static KeepaliveException ProfileFileUnreadable(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.ProfileFileUnreadable,
        $"{path} can't be read: {reason}.",
        "Check that it is a file and that your account may read it; AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE choose others.", path, inner);

    internal static KeepaliveException ProfileFileIncomplete(string path, string profile) => new(
        KeepaliveErrorCode.ProfileFileIncomplete,
        $"{path} is still being written, or was left half written: the last line of profile '{profile}' has no end.",
        "Retry in a moment; if you edited the file by hand, add a line end at its end.", path);

    /// <summary>Neither HOME nor what Windows has for it is set.</summary>
    public static KeepaliveException HomeNotFound() => new(
        KeepaliveErrorCode.HomeNotFound,
        "The home folder is unknown: neither HOME nor (on Windows) USERPROFILE is set.",
        "Set HOME, or name the files with AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE.");

    internal static KeepaliveException SourceNotSupported(string profile, string source, string key) => new(
        KeepaliveErrorCode.SourceNotSupported,
        $"Profile '{profile}' gets its credential from {source} ({key}), which this version can't do yet.",
        $"Let another tool do it meanwhile: a profile with credential_process = aws configure export-credentials --profile {profile} works.", profile);

    internal static KeepaliveException CredentialProcessInvalid(string profile, string where, string reason) => new(
        KeepaliveErrorCode.CredentialProcessInvalid,
        $"The credential_process of profile '{profile}' in {where} can't be split into words: {reason}.",
        "Quote arguments with spaces in double quotes, and close every quote.", profile);

    internal static KeepaliveException CredentialProcessNotStarted(string profile, string program, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.CredentialProcessNotStarted,
        $"The credential_process of profile '{profile}' did not start: {program}: {reason}.",
        "Give the program's full path in credential_process, and check that it may be executed.", profile, inner);

    internal static KeepaliveException CredentialProcessFailed(string profile, string program, string outcome) => new(
        KeepaliveErrorCode.CredentialProcessFailed,
        $"The credential_process of profile '{profile}' failed: {program} {outcome}.",
        "Run the command of credential_process in a terminal to see what it says (its messages may hold secrets, so they are not repeated here).", profile);

    internal static KeepaliveException CredentialProcessOutputInvalid(string profile, string program, string reason) => new(
        KeepaliveErrorCode.CredentialProcessOutputInvalid,
        $"The credential_process of profile '{profile}' broke its contract: {program} {reason}.",
        "It has to print one JSON object with Version 1, AccessKeyId and SecretAccessKey, and nothing else, on standard output.", profile);

    internal static KeepaliveException CredentialProcessLoop(string profile) => new(
        KeepaliveErrorCode.CredentialProcessLoop,
        $"The credential_process of profile '{profile}' asks for profile '{profile}' again: a loop.",
        "Name the profile that really holds the credential after --profile in that credential_process.", profile);

    /// <summary>The caller's time is over.</summary>
    /// <param name="what">What was waited for.</param>
    /// <param name="limit">The time that was allowed.</param>
    /// <param name="target">The profile or path that was worked on.</param>
    public static KeepaliveException TimedOut(string what, TimeSpan limit, string? target) => new(
        KeepaliveErrorCode.TimedOut,
        $"{what} took longer than {Duration.Format(limit)} and was ended.",
        "Find out what it waits for by running it in a terminal, or allow more with --timeout (-Timeout).", target);

    internal static KeepaliveException CommandNotStarted(string program, string reason, Exception inner) => new(
        KeepaliveErrorCode.CommandNotStarted,
        $"The command did not start: {program}: {reason}.",
        "Name the program by its path, or by a name that PATH finds; the words of a shell need one: exec -- sh -c '...'.", program, inner);

    internal static KeepaliveException EnvironmentInUse(string work, string otherWork, TimeSpan waited) => new(
        KeepaliveErrorCode.EnvironmentInUse,
        $"{work} did not start: for {Duration.Format(waited)} another runspace of this process has used the environment variables ({otherWork}). They belong to the whole process.",
        "Wait longer with -Timeout, or run one process for each account: claude-aws exec --profile NAME -- COMMAND.", work);

    internal static KeepaliveException ConfigurationInvalid(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.ConfigurationInvalid,
        $"The configuration file {path} can't be used: {Ended(reason)}",
        "Mend it in an editor, or move it away to go on with the defaults; nothing was changed.", path, inner);

    private static string Ended(string reason) => reason.EndsWith('?') ? reason : reason + ".";

    internal static KeepaliveException ConfigurationUnwritable(string path, string reason, Exception inner) => new(
        KeepaliveErrorCode.ConfigurationUnwritable,
        $"The configuration file {path} can't be written: {reason}.",
        "Check the folder's permissions and the free space; the file is as it was.", path, inner);

    internal static KeepaliveException SettingInvalid(string name, string reason, string advice) => new(
        KeepaliveErrorCode.SettingInvalid,
        $"{reason}.",
        advice, name);

    internal static KeepaliveException PolicyInvalid(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.PolicyInvalid,
        $"The machine's policy {path} can't be used: {Ended(reason)}",
        "Ask whoever administers this machine to mend it; nothing is done without it.", path, inner);

    internal static KeepaliveException ForbiddenByPolicy(string what, string decision, string path, string? target) => new(
        KeepaliveErrorCode.ForbiddenByPolicy,
        $"The machine's policy ({path}) forbids {what}: it {decision}.",
        "Leave it to the policy, or ask whoever administers this machine.", target ?? path);

    internal static KeepaliveException SupportBundleUnwritable(string path, string why, Exception fault) => new(
        KeepaliveErrorCode.SupportBundleUnwritable,
        $"The support bundle can't be written to {path}: {why}.",
        "Name a new file in a folder that you may write to: --out (-Path).", path, fault);

    /// <summary>Standard output, or what stands behind it, did not take the answer.</summary>
    /// <param name="reason">What is wrong, in words.</param>
    /// <param name="fault">What the system reported.</param>
    public static KeepaliveException OutputFailed(string reason, Exception fault) => new(
        KeepaliveErrorCode.OutputFailed,
        $"The answer could not be written to standard output: {reason}.",
        "Check the pipe, file or disk that standard output leads to.",
        inner: fault);

    internal static KeepaliveException ResourceRefused(string resource, string advice, Exception inner) => new(
        KeepaliveErrorCode.ResourceRefused,
        $"The system refuses {resource} to this process.",
        advice, inner: inner);

    internal static KeepaliveException SignedOut(string session, DateTimeOffset? expired) => new(
        KeepaliveErrorCode.SignInRequired,
        expired is { } end
            ? $"The sign-in of '{session}' ended at {Timestamp.Format(end)} and can't be renewed without you."
            : $"Nobody is signed in to '{session}' on this machine.",
        SignInAgain, session);

    internal static KeepaliveException SsoConfigurationInvalid(string profile, string reason) => new(
        KeepaliveErrorCode.SsoConfigurationInvalid,
        $"Profile '{profile}' names IAM Identity Center, but {reason} in the config file.",
        "Add it, or run 'aws configure sso' for the profile.", profile);

    internal static KeepaliveException TokenFileUnreadable(string path, string reason, string nextStep, Exception inner) => new(
        KeepaliveErrorCode.TokenFileUnreadable,
        $"{path} can't be read: {reason}.",
        nextStep, path, inner);

    internal static KeepaliveException TokenFileInvalid(string path, string? fault = null) => new(
        KeepaliveErrorCode.TokenFileInvalid,
        fault is not null ? $"{path} is no token of IAM Identity Center: {fault}."
            : $"{path} is no token of IAM Identity Center, or another program is in the midst of writing it.",
        "Retry; if it stays so, sign in again: that writes it anew.", path);

    internal static KeepaliveException TokenFileUnwritable(string path, string reason, string nextStep, Exception inner) => new(
        KeepaliveErrorCode.TokenFileUnwritable,
        $"{path} can't be written: {reason}.", nextStep, path, inner);

    internal static KeepaliveException StateFolderUnusable(string path, string reason, Exception? inner, string? nextStep = null) => new(
        KeepaliveErrorCode.StateFolderUnusable,
        $"Keepalive can't use its own {path}: {reason}.",
        nextStep is null ? "Make the state folder writable, see to it that there is free space, or name another one with CLAUDE_AWS_STATE."
            : $"{nextStep} Or name another state folder with CLAUDE_AWS_STATE.", path, inner);
}
