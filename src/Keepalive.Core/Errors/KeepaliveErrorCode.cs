namespace Keepalive.Errors;

/// <summary>
/// The names of all conditions, each with its row (<see cref="Conditions"/>): the exit status of <c>claude-aws</c>, PowerShell's category, and the way to
/// solve it. They are the error ids of the cmdlets; <c>about_KeepaliveErrors</c> lists them. A name is never reused for another meaning.
/// </summary>
public static partial class KeepaliveErrorCode
{
    private static IReadOnlyList<ErrorCondition>? s_conditions;

    /// <summary>The credential has expired, or expires within a minute.</summary>
    public const string CredentialExpired = nameof(CredentialExpired);

    /// <summary>The profile exists, but has neither keys nor another source.</summary>
    public const string CredentialNotFound = nameof(CredentialNotFound);

    /// <summary>An access key id without its secret key, or a secret key without its id.</summary>
    public const string KeyPairIncomplete = nameof(KeyPairIncomplete);

    /// <summary>A temporary key (ASIA...) without its session token.</summary>
    public const string SessionTokenMissing = nameof(SessionTokenMissing);

    /// <summary>A long-lived key, but Claude Code accepts only temporary keys here.</summary>
    public const string LongLivedKeyRefused = nameof(LongLivedKeyRefused);

    /// <summary>A key or token contains white space or a character that is not allowed.</summary>
    public const string CredentialMalformed = nameof(CredentialMalformed);

    /// <summary>Neither the config file nor the credentials file has this profile.</summary>
    public const string ProfileNotFound = nameof(ProfileNotFound);

    /// <summary>A line is not valid, or the file is not an AWS profile file.</summary>
    public const string ProfileFileInvalid = nameof(ProfileFileInvalid);

    /// <summary>A file can't be opened or read.</summary>
    public const string ProfileFileUnreadable = nameof(ProfileFileUnreadable);

    /// <summary>A file is not complete; another program may still be writing it.</summary>
    public const string ProfileFileIncomplete = nameof(ProfileFileIncomplete);

    /// <summary>The home folder is unknown, so the AWS files can't be found.</summary>
    public const string HomeNotFound = nameof(HomeNotFound);

    /// <summary>The command line of <c>credential_process</c> is not valid.</summary>
    public const string CredentialProcessInvalid = nameof(CredentialProcessInvalid);

    /// <summary>The program of <c>credential_process</c> can't be started.</summary>
    public const string CredentialProcessNotStarted = nameof(CredentialProcessNotStarted);

    /// <summary>The program of <c>credential_process</c> ended with an error.</summary>
    public const string CredentialProcessFailed = nameof(CredentialProcessFailed);

    /// <summary>The program of <c>credential_process</c> printed invalid output.</summary>
    public const string CredentialProcessOutputInvalid = nameof(CredentialProcessOutputInvalid);

    /// <summary>The program of <c>credential_process</c> asks for the same profile again.</summary>
    public const string CredentialProcessLoop = nameof(CredentialProcessLoop);

    /// <summary>The time limit was reached.</summary>
    public const string TimedOut = nameof(TimedOut);

    /// <summary>The configuration file of Keepalive can't be used.</summary>
    public const string ConfigurationInvalid = nameof(ConfigurationInvalid);

    /// <summary>The configuration file of Keepalive can't be written.</summary>
    public const string ConfigurationUnwritable = nameof(ConfigurationUnwritable);

    /// <summary>The setting does not exist, or the value is not valid.</summary>
    public const string SettingInvalid = nameof(SettingInvalid);

    /// <summary>The machine's policy can't be read, is not valid, or can be changed by users other than the administrator.</summary>
    public const string PolicyInvalid = nameof(PolicyInvalid);

    /// <summary>The machine's policy forbids the request.</summary>
    public const string ForbiddenByPolicy = nameof(ForbiddenByPolicy);

    /// <summary>The command given to <c>exec</c> can't be started.</summary>
    public const string CommandNotStarted = nameof(CommandNotStarted);

    /// <summary>Another runspace of this process runs a script block of Use-ClaudeAwsCredential. All runspaces share the environment variables.</summary>
    public const string EnvironmentInUse = nameof(EnvironmentInUse);

    /// <summary>The output could not be written.</summary>
    public const string OutputFailed = nameof(OutputFailed);

    /// <summary>The system refuses memory, a thread, a process, stack or an open file.</summary>
    public const string ResourceRefused = nameof(ResourceRefused);

    /// <summary>The support bundle can't be written. It never replaces an existing file.</summary>
    public const string SupportBundleUnwritable = nameof(SupportBundleUnwritable);

    /// <summary>The profile's sso-session, or a key of it, is missing.</summary>
    public const string SsoConfigurationInvalid = nameof(SsoConfigurationInvalid);

    /// <summary>A file of the SSO token cache can't be read.</summary>
    public const string TokenFileUnreadable = nameof(TokenFileUnreadable);

    /// <summary>A file of the SSO token cache is not a token.</summary>
    public const string TokenFileInvalid = nameof(TokenFileInvalid);

    /// <summary>A file of the SSO token cache can't be written.</summary>
    public const string TokenFileUnwritable = nameof(TokenFileUnwritable);

    /// <summary>The state folder of Keepalive is not writable.</summary>
    public const string StateFolderUnusable = nameof(StateFolderUnusable);

    /// <summary>Every condition, one row a code.</summary>
    public static IReadOnlyList<ErrorCondition> Conditions => s_conditions ??=
    [
        .. GeneralConditions, .. ExportConditions, .. SignInConditions, .. NetworkConditions, .. ConsoleLoginConditions, .. LoginConditions, .. PromptConditions, .. RoleConditions, .. SecretsConditions, .. InstallationConditions, .. DesktopConditions,
    ];

    /// <summary>The row of a code; null when there is no such code.</summary>
    /// <param name="code">One of the names above.</param>
    public static ErrorCondition? Find(string code)
    {
        foreach (ErrorCondition condition in Conditions)
        {
            if (condition.Code == code)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>Whether the condition has all of these traits.</summary>
    /// <param name="code">One of the names above.</param>
    /// <param name="trait">What is asked for.</param>
    public static bool Has(string code, ErrorTrait trait) => Find(code)?.Traits.HasFlag(trait) == true;

    private static ErrorCondition[] GeneralConditions =>
    [
        new(CredentialExpired, 3, ConditionCategory.AuthenticationError, ErrorTrait.ByLogin),
        new(CredentialNotFound, 4, ConditionCategory.ObjectNotFound, ErrorTrait.ByLogin),
        new(KeyPairIncomplete, 6, ConditionCategory.InvalidData, ErrorTrait.ByLogin),
        new(SessionTokenMissing, 6, ConditionCategory.InvalidData, ErrorTrait.ByLogin),
        new(LongLivedKeyRefused, 6, ConditionCategory.InvalidType),
        new(CredentialMalformed, 6, ConditionCategory.InvalidData, ErrorTrait.ByLogin),
        new(ProfileNotFound, 4, ConditionCategory.ObjectNotFound, ErrorTrait.ByLogin),
        new(ProfileFileInvalid, 5, ConditionCategory.ParserError),
        new(ProfileFileUnreadable, 5, ConditionCategory.ReadError),
        new(ProfileFileIncomplete, 5, ConditionCategory.ResourceBusy, ErrorTrait.ByLogin),
        new(HomeNotFound, 4, ConditionCategory.ResourceUnavailable),
        new(CredentialProcessInvalid, 7, ConditionCategory.SyntaxError),
        new(CredentialProcessNotStarted, 7, ConditionCategory.ResourceUnavailable),
        new(CredentialProcessFailed, 7, ConditionCategory.InvalidResult, ErrorTrait.ByLogin),
        new(CredentialProcessOutputInvalid, 7, ConditionCategory.ProtocolError, ErrorTrait.ByLogin),
        new(CredentialProcessLoop, 7, ConditionCategory.DeadlockDetected),
        new(TimedOut, 8, ConditionCategory.OperationTimeout),
        new(ConfigurationInvalid, 11, ConditionCategory.InvalidData),
        new(ConfigurationUnwritable, 11, ConditionCategory.WriteError),
        new(SettingInvalid, 11, ConditionCategory.InvalidArgument),
        new(PolicyInvalid, 11, ConditionCategory.SecurityError),
        new(ForbiddenByPolicy, 11, ConditionCategory.PermissionDenied),
        new(CommandNotStarted, 127, ConditionCategory.ResourceUnavailable),
        new(EnvironmentInUse, 15, ConditionCategory.ResourceBusy),
        new(ResourceRefused, 20, ConditionCategory.ResourceUnavailable),
        new(OutputFailed, 13, ConditionCategory.WriteError),
        new(SupportBundleUnwritable, 13, ConditionCategory.WriteError),
        new(SsoConfigurationInvalid, 10, ConditionCategory.InvalidData),
        new(TokenFileUnreadable, 10, ConditionCategory.ReadError),
        new(TokenFileInvalid, 10, ConditionCategory.ParserError, ErrorTrait.BySignIn),
        new(TokenFileUnwritable, 13, ConditionCategory.WriteError),
        new(StateFolderUnusable, 13, ConditionCategory.WriteError),
    ];
}
