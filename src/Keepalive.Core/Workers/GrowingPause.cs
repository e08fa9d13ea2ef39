namespace Keepalive.Workers;

/// <summary>
/// How long automatic sign-in is paused after a failure: 2, 10, then 60 minutes. A login that fails the same way each time must neither lock an
/// account nor call a phone without end.
/// </summary>
internal static class GrowingPause
{
    /// <summary>After this time without a failure the next one is the first again.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(60)];

    /// <summary>The pause after so many failures in a row; the shortest after none that counts.</summary>
    public static TimeSpan After(int failures) => Pauses[Math.Clamp(failures, 1, Pauses.Length) - 1];
}
