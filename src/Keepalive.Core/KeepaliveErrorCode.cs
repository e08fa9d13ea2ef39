namespace Keepalive;

/// <summary>
/// The names of all conditions, each with its row (<see cref="Conditions"/>): the exit status of <c>claude-aws</c>, PowerShell's category, and what can
/// mend it. They are the error ids of the cmdlets; <c>about_KeepaliveErrors</c> lists them. A name is never reused for another meaning.
/// </summary>
public static partial class KeepaliveErrorCode
{
    private static IReadOnlyList<ErrorCondition>? s_conditions;

    /// <summary>The credential has expired, or will within a minute.</summary>
    public const string CredentialExpired = nameof(CredentialExpired);

    /// <summary>The profile exists, but nothing in it gives a credential.</summary>
    public const string CredentialNotFound = nameof(CredentialNotFound);

    /// <summary>An access key id without its secret, or the other way round.</summary>
    public const string KeyPairIncomplete = nameof(KeyPairIncomplete);

    /// <summary>A temporary key (ASIA…) without its session token.</summary>
    public const string SessionTokenMissing = nameof(SessionTokenMissing);

    /// <summary>A long-lived key where only temporary ones are taken.</summary>
    public const string LongLivedKeyRefused = nameof(LongLivedKeyRefused);

    /// <summary>A key or token holds white space or characters that none can hold.</summary>
    public const string CredentialMalformed = nameof(CredentialMalformed);

    /// <summary>No such profile in the config or the credentials file.</summary>
    public const string ProfileNotFound = nameof(ProfileNotFound);

    /// <summary>A config or credentials file that can't be read as one where it matters.</summary>
    public const string ProfileFileInvalid = nameof(ProfileFileInvalid);

    /// <summary>A config or credentials file that can't be opened or read.</summary>
    public const string ProfileFileUnreadable = nameof(ProfileFileUnreadable);

    /// <summary>A config or credentials file that is still being written, or was left half written.</summary>
    public const string ProfileFileIncomplete = nameof(ProfileFileIncomplete);

    /// <summary>No folder that could be the user's home.</summary>
    public const string HomeNotFound = nameof(HomeNotFound);

    /// <summary>The source that the profile names is not built yet.</summary>
    public const string SourceNotSupported = nameof(SourceNotSupported);

    /// <summary>The <c>credential_process</c> command line can't be split into words.</summary>
    public const string CredentialProcessInvalid = nameof(CredentialProcessInvalid);

    /// <summary>The program of <c>credential_process</c> can't be started.</summary>
    public const string CredentialProcessNotStarted = nameof(CredentialProcessNotStarted);

    /// <summary>The program of <c>credential_process</c> ended with a failure.</summary>
    public const string CredentialProcessFailed = nameof(CredentialProcessFailed);

    /// <summary>The program of <c>credential_process</c> printed something other than the contract.</summary>
    public const string CredentialProcessOutputInvalid = nameof(CredentialProcessOutputInvalid);

    /// <summary>The program of <c>credential_process</c> asks, directly or not, for the profile it is to serve.</summary>
    public const string CredentialProcessLoop = nameof(CredentialProcessLoop);

    /// <summary>The time that the caller allowed is over.</summary>
    public const string TimedOut = nameof(TimedOut);

    /// <summary>Our own configuration file can't be read.</summary>
    public const string ConfigurationInvalid = nameof(ConfigurationInvalid);

    /// <summary>Our own configuration file can't be written.</summary>
    public const string ConfigurationUnwritable = nameof(ConfigurationUnwritable);

    /// <summary>There is no setting of this name, or its value does not fit.</summary>
    public const string SettingInvalid = nameof(SettingInvalid);

    /// <summary>The machine-wide policy can't be read, is wrong, or isn't the administrator's.</summary>
    public const string PolicyInvalid = nameof(PolicyInvalid);

    /// <summary>The machine-wide policy doesn't allow what was asked for.</summary>
    public const string ForbiddenByPolicy = nameof(ForbiddenByPolicy);

    /// <summary>The program that was to get the credential can't be started.</summary>
    public const string CommandNotStarted = nameof(CommandNotStarted);

    /// <summary>The environment variables of this process are lent to another runspace.</summary>
    public const string EnvironmentInUse = nameof(EnvironmentInUse);

    /// <summary>The answer could not be written to where it should go.</summary>
    public const string OutputFailed = nameof(OutputFailed);

    /// <summary>The system refuses memory, a thread, a process, stack or an open file.</summary>
    public const string ResourceRefused = nameof(ResourceRefused);

    /// <summary>The support bundle can't be written where it should go.</summary>
    public const string SupportBundleUnwritable = nameof(SupportBundleUnwritable);

    /// <summary>The profile's sso-session, or a key of it, is missing.</summary>
    public const string SsoConfigurationInvalid = nameof(SsoConfigurationInvalid);

    /// <summary>A file of the SSO token cache can't be read.</summary>
    public const string TokenFileUnreadable = nameof(TokenFileUnreadable);

    /// <summary>A file of the SSO token cache is no token.</summary>
    public const string TokenFileInvalid = nameof(TokenFileInvalid);

    /// <summary>A file of the SSO token cache can't be written.</summary>
    public const string TokenFileUnwritable = nameof(TokenFileUnwritable);

    /// <summary>Our state folder can't be written to.</summary>
    public const string StateFolderUnusable = nameof(StateFolderUnusable);

    /// <summary>Every condition, one row a code.</summary>
    public static IReadOnlyList<ErrorCondition> Conditions => s_conditions ??=
    [
        .. GeneralConditions, .. ExportConditions, .. SignInConditions, .. NetworkConditions, .. LoginConditions, .. SecretsConditions, .. InstallationConditions,
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
        new(SourceNotSupported, 9, ConditionCategory.NotImplemented),
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
