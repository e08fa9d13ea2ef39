namespace Keepalive.Errors;

/// <summary>One factory per condition: its code, its message and the next step.</summary>
public static partial class KeepaliveErrors
{
    private const string NewVariables = "Set new keys in the environment variables, or remove the variables and use a profile.";

    /// <summary>The credential has expired, or expires too early for its use.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="expires">The expiry.</param>
    /// <param name="expirySource">The place of the expiry.</param>
    /// <param name="now">AWS's time.</param>
    /// <param name="required">The minimum time that the caller asked for; null if it named none.</param>
    internal static KeepaliveException CredentialExpired(string profile, DateTimeOffset expires, string expirySource, DateTimeOffset now, TimeSpan? required = null)
    {
        string when = expires <= now ? $"expired {Duration.Format(now - expires)} ago"
            : required is { } least && expires - now > TimeSpan.FromMinutes(1) ? $"expires in {Duration.Format(expires - now)}, but must be valid for at least {Duration.Format(least)}"
            : $"expires in {Duration.Format(expires - now)}, so it can't be used any more";
        return new(KeepaliveErrorCode.CredentialExpired,
            $"The credential of {ProfileWords.Of(profile)} {when} (at {Timestamp.Format(expires)}, read from {expirySource}).",
            profile == ProfileWords.Environment ? NewVariables : $"Sign in again with the login tool of '{profile}', then retry.", profile);
    }

    internal static KeepaliveException CredentialNotFound(string profile, string places) => new(
        KeepaliveErrorCode.CredentialNotFound,
        $"Profile '{profile}' has no credential. There are no keys, no credential_process and no other source for it in {places}.",
        "Sign in with your login tool, which writes keys, or choose another profile with --profile (-ProfileName).", profile);

    internal static KeepaliveException KeyPairIncomplete(string profile, string missing, string where) => new(
        KeepaliveErrorCode.KeyPairIncomplete,
        profile == ProfileWords.Environment ? $"There is half a key pair in {where}: {missing} is missing." : $"Profile '{profile}' in {where} has half a key pair: {missing} is missing.",
        profile == ProfileWords.Environment ? NewVariables : "Sign in again, so that the login tool writes both values, or delete the value that is there.", profile);

    internal static KeepaliveException SessionTokenMissing(string profile, string where) => new(
        KeepaliveErrorCode.SessionTokenMissing,
        profile == ProfileWords.Environment ? $"There is a temporary access key but no session token in {where}." : $"Profile '{profile}' in {where} has a temporary access key but no session token.",
        $"A temporary key works only with its session token. {(profile == ProfileWords.Environment ? NewVariables : "Sign in again, so that the login tool writes both.")}", profile);

    /// <summary>Claude Code refuses a credential without a session token, so it is not offered one.</summary>
    /// <param name="profile">The profile that holds the key.</param>
    public static KeepaliveException LongLivedKeyRefused(string profile) => new(
        KeepaliveErrorCode.LongLivedKeyRefused,
        profile == ProfileWords.Environment ? "The environment variables contain a long-lived key, but Claude Code accepts only temporary credentials from awsCredentialExport."
            : $"Profile '{profile}' has a long-lived key, but Claude Code accepts only temporary credentials from awsCredentialExport.",
        profile == ProfileWords.Environment
            ? "Write the key into a profile: then Keepalive gets temporary keys from AWS STS. Or remove awsCredentialExport from Claude Code's settings: then Claude Code reads the variables itself."
            : "Use a profile with temporary keys. Or let Claude Code read this profile itself: remove awsCredentialExport from its settings and set AWS_PROFILE.", profile);

    internal static KeepaliveException CredentialMalformed(string profile, string field, string where) => new(
        KeepaliveErrorCode.CredentialMalformed,
        $"The {field} {(profile == ProfileWords.Environment ? string.Empty : $"of profile '{profile}' ")}in {where} contains white space or a character that is not allowed in an AWS key.",
        profile == ProfileWords.Environment ? NewVariables : "Sign in again, so that the login tool writes a new value.", profile);

    internal static KeepaliveException CredentialTooLong(string profile, string field, string where, int length) => new(
        KeepaliveErrorCode.CredentialMalformed,
        $"The {field} of profile '{profile}' in {where} has {length} characters. AWS does not issue values of this length, and rejects this value.",
        "Sign in again, so that the login tool writes a new value.", profile);

    internal static KeepaliveException ProfileNotFound(string profile, string chosenBy, string places, string hint) => new(
        KeepaliveErrorCode.ProfileNotFound,
        $"There is no profile '{profile}' (chosen by {chosenBy}) in {places}.",
        hint, profile);

    internal static KeepaliveException ProfileFileInvalid(string path, int line, int column, string fault) => new(
        KeepaliveErrorCode.ProfileFileInvalid,
        $"{path}, line {line}, column {column}: {fault}.",
        "Correct that line in an editor. Nothing was changed.", path);

    internal static KeepaliveException ProfileFileTooLarge(string path, long count, string unit, int limit) => new(
        KeepaliveErrorCode.ProfileFileInvalid,
        $"{path} is too large: it has {count} {unit}, and the limit is {limit}.",
        "Check the path. If it is correct, remove everything from the file that is not an AWS profile.", path);

    internal static KeepaliveException ProfileFileWrongEncoding(string path, string encoding) => new(
        KeepaliveErrorCode.ProfileFileInvalid,
        $"{path}, line 1, column 1: the file is {encoding}; AWS tools read UTF-8 only.",
        "Save the file as UTF-8. In Windows PowerShell, write it with 'Set-Content -Encoding ascii', not with '>'.", path);

    internal static KeepaliveException ProfileFileUnreadable(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.ProfileFileUnreadable,
        $"{path} can't be read: {reason}.",
        "Check that it is a file and that your account may read it. AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE can set other paths.", path, inner);

    internal static KeepaliveException ProfileFileIncomplete(string path, string profile) => new(
        KeepaliveErrorCode.ProfileFileIncomplete,
        $"{path} is not complete: the last line of profile '{profile}' has no line end. Another program may still be writing the file.",
        "Retry in a moment. If you edited the file by hand, add a line end after its last line.", path);

    /// <summary>Neither HOME nor, on Windows, USERPROFILE is set.</summary>
    public static KeepaliveException HomeNotFound() => new(
        KeepaliveErrorCode.HomeNotFound,
        "The home folder is unknown: neither HOME nor (on Windows) USERPROFILE is set.",
        "Set HOME, or set AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE to the paths of the two files.");

    internal static KeepaliveException CredentialProcessInvalid(string profile, string where, string reason) => new(
        KeepaliveErrorCode.CredentialProcessInvalid,
        $"The credential_process of profile '{profile}' in {where} is not a valid command line: {reason}.",
        "Put arguments that contain spaces in double quotes, and close every quote.", profile);

    internal static KeepaliveException CredentialProcessNotStarted(string profile, string program, string reason, string? advice, Exception? inner = null) => new(
        KeepaliveErrorCode.CredentialProcessNotStarted,
        $"The program '{program}' (credential_process of profile '{profile}') could not be started: {reason}.",
        advice ?? "Write the program's full path in credential_process, and check that the file is executable.", profile, inner);

    internal static KeepaliveException CredentialProcessFailed(string profile, string program, string outcome) => new(
        KeepaliveErrorCode.CredentialProcessFailed,
        $"The credential_process of profile '{profile}' failed: {program} {outcome}.",
        "Run the command of credential_process in a terminal to see its messages. They may contain secrets, so they are not shown here.", profile);

    internal static KeepaliveException CredentialProcessOutputInvalid(string profile, string program, string reason) => new(
        KeepaliveErrorCode.CredentialProcessOutputInvalid,
        $"The credential_process of profile '{profile}' printed invalid output: {program} {reason}.",
        "The program must print one JSON object with Version 1, AccessKeyId and SecretAccessKey on standard output, and nothing else.", profile);

    internal static KeepaliveException CredentialProcessLoop(string profile) => new(
        KeepaliveErrorCode.CredentialProcessLoop,
        $"The credential_process of profile '{profile}' asks for profile '{profile}' again. This is a loop.",
        "In that credential_process, set --profile to the profile that has the credential.", profile);

    /// <summary>A time limit was reached.</summary>
    /// <param name="what">The operation, as the subject of the sentence.</param>
    /// <param name="limit">The time limit.</param>
    /// <param name="target">The profile or path that was worked on.</param>
    /// <param name="isOfCaller">The caller has set the limit, and can set another one.</param>
    public static KeepaliveException TimedOut(string what, TimeSpan limit, string? target, bool isOfCaller = true) => new(
        KeepaliveErrorCode.TimedOut,
        $"{what} took longer than {Duration.Format(limit)}{(isOfCaller ? string.Empty : ", a fixed limit of Keepalive,")} and was stopped.",
        isOfCaller
            ? "Run it in a terminal to find the cause, or set a longer limit with --timeout (-Timeout)."
            : "Retry in a minute. If it happens again, 'claude-aws doctor' (Test-ClaudeAwsSetup) finds the cause.", target);

    internal static KeepaliveException CommandNotStarted(string program, string reason, Exception inner) => new(
        KeepaliveErrorCode.CommandNotStarted,
        $"The command '{program}' could not be started: {reason}.",
        "Write the program's full path, or the name of a program in a folder of PATH. For shell syntax use: exec -- sh -c '...'.", program, inner);

    internal static KeepaliveException EnvironmentInUse(string work, string otherWork, TimeSpan waited) => new(
        KeepaliveErrorCode.EnvironmentInUse,
        $"{work} did not start. All runspaces of a process share its environment variables, and another runspace has used them for {Duration.Format(waited)} ({otherWork}).",
        "Wait longer with -Timeout, or run one process per account: claude-aws exec --profile NAME -- COMMAND.", work);

    internal static KeepaliveException ConfigurationInvalid(string path, string reason, Exception? inner = null, string? nextStep = null) => new(
        KeepaliveErrorCode.ConfigurationInvalid,
        $"The configuration file {path} can't be used: {Ended(reason)}",
        nextStep ?? "Correct the file in an editor, or move it away to use the defaults. Nothing was changed.", path, inner);

    private static string Ended(string reason) => reason.EndsWith('?') ? reason : reason + ".";

    internal static KeepaliveException ConfigurationUnwritable(string path, string reason, string nextStep, Exception? inner = null) => new(
        KeepaliveErrorCode.ConfigurationUnwritable,
        $"The configuration file {path} can't be written: {reason}.",
        $"The file was not changed. {nextStep}", path, inner);

    /// <summary>The value of a setting is an object of PowerShell.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="type">The name of the value's type.</param>
    public static KeepaliveException SettingOfOtherType(string name, string type) => SettingInvalid(
        name, $"A value of the type {type} can't be a setting", "Give text, a number, $true or $false. From an object, take one property, such as (Get-ClaudeAwsSession work).Profile.");

    internal static KeepaliveException SettingInvalid(string name, string reason, string advice) => new(
        KeepaliveErrorCode.SettingInvalid,
        $"{reason}.",
        advice, name);

    internal static KeepaliveException PolicyInvalid(string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.PolicyInvalid,
        $"The machine's policy {path} can't be used: {Ended(reason)}",
        "Ask your administrator to correct the policy. Keepalive does nothing until then.", path, inner);

    internal static KeepaliveException ForbiddenByPolicy(string what, string decision, string path, string? target) => new(
        KeepaliveErrorCode.ForbiddenByPolicy,
        $"The machine's policy ({path}) forbids {what}: it {decision}.",
        "Use the value that the policy sets, or ask your administrator to change the policy.", target ?? path);

    /// <summary>The support bundle can't be written.</summary>
    /// <param name="path">The path.</param>
    /// <param name="why">The reason, as the end of a sentence.</param>
    /// <param name="fault">The cause, if there is one.</param>
    public static KeepaliveException SupportBundleUnwritable(string path, string why, Exception? fault = null) => new(
        KeepaliveErrorCode.SupportBundleUnwritable,
        $"The support bundle can't be written to {path}: {why}.",
        "Choose a new file in a folder where you may write, with --out (-Path).", path, fault);

    /// <summary>The answer could not be written to standard output.</summary>
    /// <param name="reason">What is wrong, in words.</param>
    /// <param name="fault">What the system reported.</param>
    public static KeepaliveException OutputFailed(string reason, Exception fault) => new(
        KeepaliveErrorCode.OutputFailed,
        $"The output could not be written to standard output: {reason}.",
        "Check the pipe, file or disk that standard output is redirected to.",
        inner: fault);

    internal static KeepaliveException ResourceRefused(string resource, string advice, Exception inner) => new(
        KeepaliveErrorCode.ResourceRefused,
        $"The system refuses {resource} to this process.",
        advice, inner: inner);

    internal static KeepaliveException SignedOut(string session, DateTimeOffset? expired) => new(
        KeepaliveErrorCode.SignInRequired,
        expired is { } end
            ? $"The sign-in to '{session}' expired at {Timestamp.Format(end)}. You must sign in again."
            : $"You are not signed in to '{session}' on this machine.",
        SignInAgain, session);

    internal static KeepaliveException SsoConfigurationInvalid(string profile, string reason) => new(
        KeepaliveErrorCode.SsoConfigurationInvalid,
        $"Profile '{profile}' uses IAM Identity Center, but {reason} in the config file.",
        "Correct the config file, or run 'aws configure sso' for the profile.", profile);

    internal static KeepaliveException TokenFileUnreadable(string path, string reason, string nextStep, Exception inner) => new(
        KeepaliveErrorCode.TokenFileUnreadable,
        $"{path} can't be read: {reason}.",
        nextStep, path, inner);

    internal static KeepaliveException TokenFileInvalid(string path, string? fault = null) => new(
        KeepaliveErrorCode.TokenFileInvalid,
        fault is not null ? $"{path} is not a token of IAM Identity Center: {fault}."
            : $"{path} is not a token of IAM Identity Center, or another program is writing it at this moment.",
        "Retry. If the error comes again, sign in again. The sign-in writes a new file.", path);

    internal static KeepaliveException TokenFileUnwritable(string path, string reason, string nextStep, Exception inner) => new(
        KeepaliveErrorCode.TokenFileUnwritable,
        $"{path} can't be written: {reason}.", nextStep, path, inner);

    internal static KeepaliveException StateFolderUnusable(string path, string reason, Exception? inner, string? nextStep = null) => new(
        KeepaliveErrorCode.StateFolderUnusable,
        $"Keepalive can't use its own {path}: {reason}.",
        nextStep is null ? "Make the state folder writable, free some disk space, or set another state folder in CLAUDE_AWS_STATE."
            : $"{nextStep} You can also set another state folder in CLAUDE_AWS_STATE.", path, inner);
}
