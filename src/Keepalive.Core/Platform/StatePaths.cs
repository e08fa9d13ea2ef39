namespace Keepalive.Platform;

/// <summary>
/// The table of the state folder (<see cref="StateFolder"/>): folders, and the files beside them. A file in a folder gets its name
/// from the class that owns the folder. docs/security.md says of each what it holds and who may read it; a test compares the two.
/// </summary>
internal static class StatePaths
{
    /// <summary>Locks and ledgers of sign-ins and renewals of IAM Identity Center.</summary>
    public const string SingleSignOn = "sso";

    /// <summary>Locks and ledgers of sign-ins and renewals of <c>aws login</c>.</summary>
    public const string ConsoleLogin = "console-login";

    /// <summary>Client registrations.</summary>
    public const string Clients = "clients";

    /// <summary>Role credentials.</summary>
    public const string Roles = "roles";

    /// <summary>The last answer of STS for each key.</summary>
    public const string Standings = "standings";

    /// <summary>Which client's process was given which key.</summary>
    public const string HandedOut = "handed-out";

    /// <summary>The end of a key, where its login tool only prints it.</summary>
    public const string Expiries = "expiries";

    /// <summary>Locks and ledgers of automatic logins.</summary>
    public const string AutoLogin = "auto-login";

    /// <summary>The pages on which a person is asked: a record and a file that leads there.</summary>
    public const string Prompts = "prompts";

    /// <summary>When a renewal in the background was last started.</summary>
    public const string Renewals = "renewals";

    /// <summary>Breakers, and where the store is a file of ours, the secrets.</summary>
    public const string Secrets = "secrets";

    /// <summary>The last run of each login tool.</summary>
    public const string Transcripts = "transcripts";

    /// <summary>The last message to each Claude Code session.</summary>
    public const string Told = "told";

    /// <summary>The notice that a person has signed in.</summary>
    public const string Notices = "notices";

    /// <summary>The last output of another status line.</summary>
    public const string StatusLine = "statusline";

    /// <summary>The event log.</summary>
    public const string Log = "log";

    /// <summary>The record of an installation.</summary>
    public const string Installation = "installation";

    /// <summary>The records of repairs.</summary>
    public const string Repairs = "repairs";

    /// <summary>The copy of the companion that Claude Code calls.</summary>
    public const string Programs = "bin";

    /// <summary>The file with the difference to AWS's clock.</summary>
    public const string Clock = "clock";

    /// <summary>The file that is locked while our configuration is changed.</summary>
    public const string ConfigurationLock = "configuration.lock";

    /// <summary>The file that is locked while an installation runs.</summary>
    public const string InstallationLock = "installation.lock";

    /// <summary>All names of the table.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SingleSignOn, ConsoleLogin, Clients, Roles, Standings, HandedOut, Expiries,
        AutoLogin, Prompts, Renewals, Secrets, Transcripts, Told,
        Notices, StatusLine, Log, Installation, Repairs, Programs,
        Clock, ConfigurationLock, InstallationLock,
    ];

    /// <summary>A path below the state folder.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="name">A name of this table.</param>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static string Of(SystemEnvironment environment, string name) => environment.Combine(StateFolder.Locate(environment), name);

    /// <summary>A file in one of the folders.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="folder">A name of this table.</param>
    /// <param name="file">Its name.</param>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static string Of(SystemEnvironment environment, string folder, string file) => environment.Combine(StateFolder.Locate(environment), folder, file);
}
