namespace Keepalive.Workers;

/// <summary>
/// The place where all processes meet that want the same sign-in: an sso-session of IAM Identity Center, or a profile with an automatic
/// login. Each has its own place, so that sign-ins do not wait for each other.
/// </summary>
internal sealed class WorkerPaths
{
    /// <summary>Escaping makes a name of other scripts nine times as long, and a file's name ends at 255.</summary>
    private const int LongestName = 150;

    private WorkerPaths(SystemEnvironment environment, string folder, string name, string command, string work = "sign-in")
    {
        Name = name;
        Command = command;
        string path = StatePaths.Of(environment, folder, "for " + FileName(name));
        Lease = $"{path}.{work}.lock";
        Start = $"{path}.{work}-start.lock";
        Ledger = $"{path}.{work}.json";
        Cancel = $"{path}.{work}-cancel";
    }

    /// <summary>The name that a person uses for it: the sso-session or the profile.</summary>
    public string Name { get; }

    /// <summary>The command that signs a person in there, for advice: for the program and for the module.</summary>
    public string Command { get; }

    /// <summary>Held by the worker that signs in, for its whole life.</summary>
    public string Lease { get; }

    /// <summary>Held for the moment in which a worker is started.</summary>
    public string Start { get; }

    /// <summary>How the running or the last sign-in stands.</summary>
    public string Ledger { get; }

    /// <summary>Names the sign-in to cancel; see <see cref="CancelRequest"/>.</summary>
    public string Cancel { get; }

    /// <summary>Where a session of IAM Identity Center is signed in to.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="session">The session as a person calls it.</param>
    /// <param name="folder">The folder of its kind of session.</param>
    public static WorkerPaths OfSession(SystemEnvironment environment, string session, string folder = StatePaths.SingleSignOn) => new(environment, folder, session, KeepaliveErrors.LoginCommand);

    /// <summary>The place of silent renewals. It is a separate place, because a person who signs in must not wait for them.</summary>
    public static WorkerPaths OfRenewal(SystemEnvironment environment, string session, string folder = StatePaths.SingleSignOn) =>
        new(environment, folder, session, KeepaliveErrors.LoginCommand, "renewal");

    public static WorkerPaths OfProfile(SystemEnvironment environment, string profile) =>
        new(environment, StatePaths.AutoLogin, profile, $"'claude-aws autologin {CommandWord.Profile(profile)}' (Invoke-ClaudeAwsLogin)");

    /// <summary>
    /// Names that can be read, not hashes: the status line looks here, and hashing would load the system's cryptography. Only
    /// the end of a very long one is condensed.
    /// </summary>
    internal static string FileName(string name)
    {
        string escaped = Uri.EscapeDataString(name);
        if (escaped.Length <= LongestName)
        {
            return escaped;
        }

        return $"{escaped.AsSpan(0, LongestName - 17)}~{StableHash.Of(name)}";
    }
}
