using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Aws.SecurityTokens;

/// <summary>
/// What STS last said of a key, for all processes, so that it isn't asked at every start of every client. One owner-only file a
/// key; one line: the standing, when it was said, when the key ends ("-" when nothing tells). Where the state folder can't be
/// used, nothing is remembered.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class KeyValidityCache(SystemEnvironment environment, TimeProvider clock)
{
    /// <summary>How long a good answer counts: a key can be revoked at any moment.</summary>
    public static readonly TimeSpan AliveFor = TimeSpan.FromSeconds(30);

    /// <summary>A dead key never revives; no role's key lives longer than this either.</summary>
    public static readonly TimeSpan DeadFor = TimeSpan.FromHours(12);

    private const int MaximumLength = 256;

    /// <summary>The stored verdict on the key that is still valid; null if there is none.</summary>
    /// <param name="accessKeyId">The access key id.</param>
    public KeyValidity? Read(string accessKeyId) => ReadLine(accessKeyId) is { } line ? Parse(line) : null;

    /// <summary>STS's last word on the key, however old, and when it was said by the machine's clock; null when there is none.</summary>
    /// <param name="accessKeyId">The access key id.</param>
    public (KeyValidity Standing, DateTimeOffset At)? LastWord(string accessKeyId) =>
        ReadLine(accessKeyId)?.Split(' ', StringSplitOptions.TrimEntries) is [("alive" or "dead") and var word, var said, _]
        && Timestamp.TryRead(said, out DateTimeOffset at) && at <= clock.GetUtcNow()
            ? (word == "alive" ? KeyValidity.Alive : KeyValidity.Dead, at)
            : null;

    /// <summary>Remembers an answer; <see cref="KeyValidity.Unknown"/> is none.</summary>
    /// <param name="accessKeyId">The access key id.</param>
    /// <param name="standing">What STS said.</param>
    /// <param name="keyEnds">The key's end, UTC; null when nothing tells it.</param>
    public void Write(string accessKeyId, KeyValidity standing, DateTimeOffset? keyEnds)
    {
        if (standing == KeyValidity.Unknown)
        {
            return;
        }

        try
        {
            string path = PathOf(accessKeyId);
            bool isFirst = !File.Exists(path);
            string ends = keyEnds is { } end ? Timestamp.Format(end) : "-";
            string line = $"{(standing == KeyValidity.Dead ? "dead" : "alive")} {Timestamp.Format(clock.GetUtcNow())} {ends}\n";
            AtomicFile.Write(path, Encoding.ASCII.GetBytes(line), survivesPowerLoss: false);
            if (isFirst)
            {
                StaleFiles.RemoveBeside(path, DeadFor, static name => name.Length >= 16 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // STS is asked once more, that is all.
        }
    }

    private string? ReadLine(string accessKeyId)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(PathOf(accessKeyId), MaximumLength, clock);
            return snapshot.Exists ? Encoding.ASCII.GetString(snapshot.Content.Span) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }

    internal KeyValidity? Parse(string line)
    {
        if (line.Split(' ', StringSplitOptions.TrimEntries) is not [var word, var said, var ends] || !Timestamp.TryRead(said, out DateTimeOffset at))
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan age = now - at;

        // A verdict from the future: the clock was set back, so its age is unknown.
        return (word, age) switch
        {
            _ when age < TimeSpan.Zero => null,
            ("alive", _) when age < AliveFor => KeyValidity.Alive,
            ("dead", _) when age < DeadFor && !(Timestamp.TryRead(ends, out DateTimeOffset end) && end <= now) => KeyValidity.Dead,
            _ => null,
        };
    }

    /// <summary>Key ids hold letters, digits and '_' alone: a name for a file on every system.</summary>
    private string PathOf(string accessKeyId) => StatePaths.Of(environment, StatePaths.Standings, accessKeyId);
}
