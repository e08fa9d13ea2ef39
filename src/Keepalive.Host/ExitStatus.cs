namespace Keepalive.Host;

/// <summary>
/// The exit statuses: those of errors from <see cref="KeepaliveErrorCode.Conditions"/>, and the few that are no error's
/// (about_KeepaliveErrors lists all).
/// </summary>
internal static class ExitStatus
{
    public const int Fine = 0;
    public const int Unexpected = 1;

    /// <summary>The doctor's answer, not a fault of its own.</summary>
    public const int Found = 1;

    /// <summary>Also what an end by the runtime itself becomes, see <see cref="LastWords"/>.</summary>
    public const int Refused = 20;

    public const int Usage = 64;
    public const int Interrupted = 130;

    /// <summary>Every status that the program has of itself.</summary>
    internal static IReadOnlyCollection<int> All => [Fine, Unexpected, Usage, Interrupted, .. KeepaliveErrorCode.Conditions.Select(static condition => condition.ExitStatus).Distinct()];

    /// <summary>The status of a condition.</summary>
    public static int Of(string code) => KeepaliveErrorCode.Find(code)?.ExitStatus ?? Unexpected;
}
