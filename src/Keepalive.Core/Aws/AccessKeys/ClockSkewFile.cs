using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Aws.AccessKeys;

/// <summary>
/// How far the machine's clock is from AWS's, measured by the Date of an answer (RFC 9110, 6.6.1) and kept for all
/// processes: a <see cref="ClockReading"/> that counts, and on the second line one that a second answer has not confirmed yet.
/// </summary>
/// <param name="Environment">The variables and the platform.</param>
/// <param name="Machine">The machine's clock.</param>
internal sealed record ClockSkewFile(SystemEnvironment Environment, TimeProvider Machine)
{
    private const int MaximumLength = 256;

    /// <summary>The skew, or zero when none is stored or it has lapsed.</summary>
    public TimeSpan Read()
    {
        ReadBoth(out ClockReading? counts, out _);
        return counts?.Skew ?? TimeSpan.Zero;
    }

    /// <summary>
    /// Learns from an answer; writes only when something changes. One that agrees with the machine's clock takes every correction back at once,
    /// a correction needs two that agree with each other, and what no clock does is not learnt at all.
    /// </summary>
    /// <param name="serverTime">Its Date.</param>
    public void Learn(DateTimeOffset serverTime)
    {
        DateTimeOffset now = Machine.GetUtcNow();
        TimeSpan skew = serverTime - now;
        if (skew.Duration() > ClockReading.Farthest)
        {
            return;
        }

        skew = skew.Duration() > ClockReading.Tolerance ? skew : TimeSpan.Zero;
        ReadBoth(out ClockReading? counts, out ClockReading? once);
        if ((counts ?? default).Agrees(skew))
        {
            if (once is not null)
            {
                Write(counts, null);
            }

            return;
        }

        var reading = new ClockReading(skew, now, Uptime());
        if (reading.IsNone || once?.Agrees(skew) == true)
        {
            Write(reading, null);
        }
        else
        {
            Write(counts, reading);
        }
    }

    private void ReadBoth(out ClockReading? counts, out ClockReading? once)
    {
        (counts, once) = (null, null);
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(Path(), MaximumLength, Machine);
            string[] lines = snapshot.Exists ? Encoding.ASCII.GetString(snapshot.Content.Span).Split('\n') : [];
            counts = lines.Length > 0 ? Current(lines[0]) : null;
            once = lines.Length > 1 ? Current(lines[1]) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // Nothing is known of the clock.
        }
    }

    private ClockReading? Current(string line) =>
        ClockReading.Parse(line) is { } stored && !stored.HasLapsed(Machine.GetUtcNow(), Uptime()) ? stored : null;

    private void Write(ClockReading? counts, ClockReading? once)
    {
        ClockReading first = counts ?? new ClockReading(TimeSpan.Zero, Machine.GetUtcNow(), Uptime());
        try
        {
            AtomicFile.Write(Path(), Encoding.ASCII.GetBytes(once is { } second ? $"{first}\n{second}\n" : $"{first}\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next answer tells it again.
        }
    }

    /// <summary>Monotonic, and the same for all processes since the machine started.</summary>
    private TimeSpan Uptime() => Machine.GetElapsedTime(0);

    private string Path() => StatePaths.Of(Environment, StatePaths.Clock);
}
