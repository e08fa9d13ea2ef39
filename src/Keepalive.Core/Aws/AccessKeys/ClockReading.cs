using System.Globalization;

namespace Keepalive.Aws.AccessKeys;

/// <summary>One measurement of the machine's clock against AWS's, a line of the clock file.</summary>
/// <param name="Skew">AWS's time minus the machine's.</param>
/// <param name="Measured">The machine's time of the measurement.</param>
/// <param name="Uptime">The machine's uptime then.</param>
internal readonly record struct ClockReading(TimeSpan Skew, DateTimeOffset Measured, TimeSpan Uptime)
{
    /// <summary>Below this the two agree: answers travel, and Date has whole seconds.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The error of a wrong time zone (26 h), a resumed snapshot or an empty laptop battery (days, weeks). A larger error can't be a
    /// forgotten clock: certificates last weeks to months, so TLS itself would fail, and the doctor is needed, not a correction.
    /// </summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(30);

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Clock and uptime move alike until the clock is set (or the machine sleeps).</summary>
    private static readonly TimeSpan ClockWasSet = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestUptime = TimeSpan.FromDays(100 * 365);

    /// <summary>The clock agrees.</summary>
    public bool IsNone => Skew == TimeSpan.Zero;

    /// <summary>Both say the same of the clock.</summary>
    public bool Agrees(TimeSpan skew) => IsNone == (skew == TimeSpan.Zero) && (Skew - skew).Duration() <= Tolerance;

    /// <summary>It is too old, or the clock was set since.</summary>
    public bool HasLapsed(DateTimeOffset now, TimeSpan uptime)
    {
        TimeSpan age = now - Measured;
        TimeSpan passed = uptime - Uptime;
        return age > Lifetime || passed < TimeSpan.Zero || (age - passed).Duration() > ClockWasSet;
    }

    /// <summary>Null where the line is none of ours, or says something that no clock does.</summary>
    public static ClockReading? Parse(string line) =>
        line.Split(' ', StringSplitOptions.TrimEntries) is [var skew, var measured, var uptime]
        && long.TryParse(skew, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long skewSeconds)
        && skewSeconds >= -Farthest.TotalSeconds && skewSeconds <= Farthest.TotalSeconds
        && Timestamp.TryRead(measured, out DateTimeOffset instant)
        && long.TryParse(uptime, NumberStyles.None, CultureInfo.InvariantCulture, out long uptimeSeconds)
        && uptimeSeconds <= LongestUptime.TotalSeconds
            ? new ClockReading(TimeSpan.FromSeconds(skewSeconds), instant, TimeSpan.FromSeconds(uptimeSeconds))
            : null;

    /// <summary>The line, without its end.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)Skew.TotalSeconds} {Timestamp.Format(Measured)} {(long)Uptime.TotalSeconds}");
}
