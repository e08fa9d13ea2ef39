using Keepalive.Configuration;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// Where all processes meet that want the same sign-in: a session of IAM Identity Center, or a profile that a command signs
/// in. Each has its own, so that nobody waits for a stranger.
/// </summary>
internal sealed class SignInPlace
{
    /// <summary>Escaping makes a name of other scripts nine times as long, and a file's name ends at 255.</summary>
    private const int LongestName = 150;

    private SignInPlace(SystemEnvironment environment, string folder, string name, string command, string work = "sign-in")
    {
        Name = name;
        Command = command;
        string path = StatePaths.Of(environment, folder, "for " + FileName(name));
        Lease = $"{path}.{work}.lock";
        Start = $"{path}.{work}-start.lock";
        Ledger = $"{path}.{work}.json";
        Cancel = $"{path}.{work}-cancel";
    }

    /// <summary>What a person calls it: the session, or the profile.</summary>
    public string Name { get; }

    /// <summary>What a person runs to sign in there, for advice: at either door.</summary>
    public string Command { get; }

    /// <summary>Held by the worker that signs in, for its whole life.</summary>
    public string Lease { get; }

    /// <summary>Held for the moment in which a worker is started.</summary>
    public string Start { get; }

    /// <summary>How the running or the last sign-in stands.</summary>
    public string Ledger { get; }

    /// <summary>Names the sign-in that somebody wants to end; see <see cref="CancelRequest"/>.</summary>
    public string Cancel { get; }

    /// <summary>Where a session of IAM Identity Center is signed in to.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="session">The session as a person calls it.</param>
    public static SignInPlace OfSession(SystemEnvironment environment, string session) => new(environment, StatePaths.SingleSignOn, session, KeepaliveErrors.LoginCommand);

    /// <summary>Where the session is renewed without a person: another place, since a person who signs in waits for nobody.</summary>
    public static SignInPlace OfRenewal(SystemEnvironment environment, string session) =>
        new(environment, StatePaths.SingleSignOn, session, KeepaliveErrors.LoginCommand, "renewal");

    public static SignInPlace OfProfile(SystemEnvironment environment, string profile) =>
        new(environment, StatePaths.AutoLogin, profile, $"'claude-aws autologin --profile {profile}' (Invoke-ClaudeAwsLogin)");

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
