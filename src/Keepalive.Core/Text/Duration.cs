using System.Globalization;

namespace Keepalive.Text;

/// <summary>Writes a span of time as people read it: <c>3 h 12 min</c>, <c>12 min</c>, <c>40 s</c>.</summary>
public static class Duration
{
    /// <summary>The two largest units that matter; below ten minutes the seconds are told too, below one second the milliseconds. Negative spans lose their sign.</summary>
    /// <param name="span">The span to write.</param>
    public static string Format(TimeSpan span)
    {
        span = span == TimeSpan.MinValue ? TimeSpan.MaxValue : span.Duration();
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (span.TotalDays >= 2)
        {
            return string.Create(culture, $"{(int)span.TotalDays} d {span.Hours} h");
        }

        if (span.TotalHours >= 1)
        {
            return string.Create(culture, $"{(int)span.TotalHours} h {span.Minutes} min");
        }

        if (span.TotalMinutes >= 10 || (span.TotalMinutes >= 1 && span.Seconds == 0))
        {
            return string.Create(culture, $"{span.Minutes} min");
        }

        if (span.TotalSeconds < 1 && span > TimeSpan.Zero)
        {
            return string.Create(culture, $"{span.Milliseconds} ms");
        }

        return span.TotalMinutes >= 1
            ? string.Create(culture, $"{span.Minutes} min {span.Seconds} s")
            : string.Create(culture, $"{span.Seconds} s");
    }
}
