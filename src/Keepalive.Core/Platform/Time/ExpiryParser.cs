using System.Globalization;

namespace Keepalive.Platform.Time;

/// <summary>
/// Reads every form in which login tools write an expiry: RFC 3339 with any spelling of the offset and 0 to 7
/// fraction digits, a UTC or GMT suffix, a space for the T, compact ISO 8601, Unix seconds and milliseconds, in
/// quotes, with a trailing comment, and with the offset written twice (yawsso). .NET's own parser refuses the last
/// ones and reads a value without zone as local time, which is wrong by hours if the tool wrote UTC.
/// </summary>
public static class ExpiryParser
{
    /// <summary>
    /// Unix times before 2001 are something else (a duration, a count), and so is a number of 14 digits: a date and
    /// time written without any sign between them.
    /// </summary>
    private const long FirstUnixSecond = 1_000_000_000;

    /// <summary>Reads a value.</summary>
    /// <param name="value">The text from the file or variable.</param>
    /// <param name="instant">The instant, UTC.</param>
    /// <param name="zoneAssumed">The value names no zone and was read as UTC.</param>
    /// <returns>False if the text is not a time.</returns>
    public static bool TryParse(ReadOnlySpan<char> value, out DateTimeOffset instant, out bool zoneAssumed)
    {
        instant = default;
        zoneAssumed = false;
        ReadOnlySpan<char> text = WithoutQuotes(WithoutComment(value.Trim()));
        return TryParseUnixTime(text, out instant) || TryParseIso8601(text, out instant, out zoneAssumed);
    }

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] is '#' or ';' && char.IsWhiteSpace(text[i - 1]))
            {
                return text[..i].TrimEnd();
            }
        }

        return text;
    }

    private static ReadOnlySpan<char> WithoutQuotes(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'' ? text[1..^1].Trim() : text;

    private static bool TryParseUnixTime(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        if (whole.Length is < 10 or > 13 || !IsDigits(whole) || (point >= 0 && !IsDigits(text[(point + 1)..])))
        {
            return false;
        }

        long number = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);

        // Twelve digits as seconds would be the year 5138 and later; login tools write milliseconds there.
        long milliseconds = whole.Length >= 12 ? number : number * 1000;
        if (milliseconds < FirstUnixSecond * 1000)
        {
            return false;
        }

        instant = Timestamp.NotAfterLatest(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
        return true;
    }

    private static bool TryParseIso8601(ReadOnlySpan<char> text, out DateTimeOffset instant, out bool zoneAssumed)
    {
        instant = default;
        zoneAssumed = false;
        var rest = new IsoReader(text);
        if (!rest.TryReadDate(out int year, out int month, out int day)
            || !rest.TryReadSeparator()
            || !rest.TryReadTime(out TimeSpan time)
            || !rest.TryReadZone(out TimeSpan offset, out zoneAssumed))
        {
            return false;
        }

        if (year < 2000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        DateTime local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time;
        if (DateTime.MaxValue - local < offset.Duration())
        {
            // So near to the end of time that taking the offset off could overflow.
            return false;
        }

        instant = Timestamp.NotAfterLatest(new DateTimeOffset(local - offset, TimeSpan.Zero));
        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
