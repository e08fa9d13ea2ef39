using System.Globalization;
using System.Text;
using Keepalive.Configuration;
using Keepalive.Files;

namespace Keepalive.Time;

/// <summary>
/// How far the machine's clock is from AWS's, measured by the Date of an answer (RFC 9110, 6.6.1) and kept for all
/// processes. One line: the skew in seconds, the machine's time of the measurement, the machine's uptime then.
/// </summary>
/// <param name="Environment">The variables and the platform.</param>
/// <param name="Machine">The machine's clock.</param>
internal sealed record ClockSkewFile(SystemEnvironment Environment, TimeProvider Machine)
{
    /// <summary>Below this the two agree: answers travel, and Date has whole seconds.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Clock and uptime move alike until somebody sets the clock (or the machine sleeps).</summary>
    private static readonly TimeSpan ClockWasSet = TimeSpan.FromSeconds(30);

    private const int MaximumLength = 256;

    /// <summary>A century: whatever is longer was not measured, and sums with it could leave the calendar.</summary>
    private const long LongestSeconds = 100L * 366 * 24 * 60 * 60;

    /// <summary>The skew, or zero when none is stored or it has lapsed.</summary>
    public TimeSpan Read()
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(Path(), MaximumLength, Machine);
            return snapshot.Exists && Parse(Encoding.ASCII.GetString(snapshot.Content.Span)) is { } stored && !HasLapsed(stored)
                ? stored.Skew
                : TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return TimeSpan.Zero;
        }
    }

    /// <summary>Learns from an answer; writes only when something changes.</summary>
    /// <param name="serverTime">Its Date.</param>
    public void Learn(DateTimeOffset serverTime)
    {
        TimeSpan skew = serverTime - Machine.GetUtcNow();
        skew = skew.Duration() > Tolerance ? skew : TimeSpan.Zero;
        if ((skew - Read()).Duration() <= Tolerance && (skew == TimeSpan.Zero) == (Read() == TimeSpan.Zero))
        {
            return;
        }

        try
        {
            AtomicFile.Write(Path(), Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{(long)skew.TotalSeconds} {Timestamp.Format(Machine.GetUtcNow())} {(long)Uptime().TotalSeconds}\n")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next answer tells it again.
        }
    }

    internal static (TimeSpan Skew, DateTimeOffset Measured, TimeSpan Uptime)? Parse(string line) =>
        line.Split(' ', StringSplitOptions.TrimEntries) is [var skew, var measured, var uptime]
        && long.TryParse(skew, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long skewSeconds)
        && Timestamp.TryRead(measured, out DateTimeOffset instant)
        && long.TryParse(uptime, NumberStyles.None, CultureInfo.InvariantCulture, out long uptimeSeconds)
        && skewSeconds is >= -LongestSeconds and <= LongestSeconds && uptimeSeconds <= LongestSeconds
            ? (TimeSpan.FromSeconds(skewSeconds), instant, TimeSpan.FromSeconds(uptimeSeconds))
            : null;

    private bool HasLapsed((TimeSpan Skew, DateTimeOffset Measured, TimeSpan Uptime) stored)
    {
        TimeSpan age = Machine.GetUtcNow() - stored.Measured;
        TimeSpan passed = Uptime() - stored.Uptime;
        return age > Lifetime || passed < TimeSpan.Zero || (age - passed).Duration() > ClockWasSet;
    }

    /// <summary>Monotonic, and the same for all processes since the machine started.</summary>
    private TimeSpan Uptime() => Machine.GetElapsedTime(0);

    private string Path() => Environment.Combine(StateFolder.Locate(Environment), "clock");
}
