using System.Globalization;

namespace Keepalive.Text;

/// <summary>The one way times are written: <c>yyyy-MM-ddTHH:mm:ssZ</c>, UTC, which every AWS tool reads (RFC 3339).</summary>
public static class Timestamp
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>
    /// The latest time that is read; a later one is read as this. So a thousand years are left for adding an
    /// hour or a clock's error, and nothing overflows.
    /// </summary>
    internal static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whole seconds, rounded down, so that an expiry is never told later than it is.</summary>
    /// <param name="instant">The instant, in any offset.</param>
    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Format"/> has written.</summary>
    /// <param name="text">The text; blanks around it don't count.</param>
    /// <param name="instant">The instant, UTC.</param>
    internal static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        bool isTime = DateTimeOffset.TryParseExact(text.Trim(), Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
        instant = NotAfterLatest(instant);
        return isTime;
    }

    /// <summary>A Unix time in milliseconds as a service gives it; false when it is out of all range.</summary>
    internal static bool TryFromUnixMilliseconds(long milliseconds, out DateTimeOffset instant)
    {
        bool isTime = milliseconds >= 0;
        instant = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, Latest.ToUnixTimeMilliseconds())) : default;
        return isTime;
    }

    /// <summary>The same in seconds.</summary>
    internal static bool TryFromUnixSeconds(long seconds, out DateTimeOffset instant)
    {
        bool isTime = seconds >= 0;
        instant = isTime ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, Latest.ToUnixTimeSeconds())) : default;
        return isTime;
    }

    internal static DateTimeOffset NotAfterLatest(DateTimeOffset instant) => instant > Latest ? Latest : instant;
}
