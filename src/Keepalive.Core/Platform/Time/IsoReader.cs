namespace Keepalive.Platform.Time;

/// <summary>Reads the parts of an ISO 8601 time from left to right, extended (2026-11-21) or compact (20261121).</summary>
internal ref struct IsoReader(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public bool TryReadDate(out int year, out int month, out int day)
    {
        month = day = 0;
        return TryReadDigits(4, out year) && (Skip('-') || true) && TryReadDigits(2, out month) && (Skip('-') || true) && TryReadDigits(2, out day);
    }

    /// <summary>A T of either case, or spaces.</summary>
    public bool TryReadSeparator()
    {
        if (Skip('T') || Skip('t'))
        {
            return true;
        }

        int before = _rest.Length;
        _rest = _rest.TrimStart(' ');
        return _rest.Length < before;
    }

    /// <summary>hh:mm or hhmm, seconds and fraction optional; 24:00 and leap seconds are no instant of ours.</summary>
    public bool TryReadTime(out TimeSpan time)
    {
        time = default;
        if (!TryReadDigits(2, out int hour) || !(Skip(':') || true) || !TryReadDigits(2, out int minute))
        {
            return false;
        }

        bool colon = Skip(':');
        if (!TryReadDigits(2, out int second) && colon)
        {
            return false;
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new TimeSpan(hour, minute, second);
        if (!Skip('.') && !Skip(','))
        {
            return true;
        }

        if (!TryReadFraction(out long ticks))
        {
            return false;
        }

        time += TimeSpan.FromTicks(ticks);
        return true;
    }

    /// <summary>Z, UTC, GMT, ±hh, ±hhmm or ±hh:mm, spaces before it allowed; nothing at all reads as UTC, assumed.</summary>
    public bool TryReadZone(out TimeSpan offset, out bool assumed)
    {
        offset = TimeSpan.Zero;
        assumed = false;
        _rest = _rest.Trim(' ');
        if (_rest.IsEmpty)
        {
            assumed = true;
            return true;
        }

        if (TryReadZoneName())
        {
            return _rest.IsEmpty;
        }

        if (!TryReadOffset(out offset))
        {
            return false;
        }

        _rest = _rest.TrimStart(' ');

        // yawsso writes "+00:00+0000": Python's isoformat with an offset of its own behind it. The first one is true.
        // Go's Time.String (aws-sso-cli) repeats it as an abbreviation: "-0700 MST", "+0000 UTC", "-0300 -03".
        return _rest.IsEmpty || IsAbbreviation(_rest) || TryReadOffset(out _) && _rest.IsEmpty;
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> text)
    {
        if (text.Length > 5)
        {
            return false;
        }

        foreach (char character in text)
        {
            if (!char.IsAsciiLetter(character))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadZoneName()
    {
        foreach (ReadOnlySpan<char> name in (ReadOnlySpan<string>)["UTC", "GMT", "Z"])
        {
            if (_rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                _rest = _rest[name.Length..];
                return true;
            }
        }

        return false;
    }

    private bool TryReadOffset(out TimeSpan offset)
    {
        offset = default;
        bool negative = Skip('-');
        if (!negative && !Skip('+'))
        {
            return false;
        }

        if (!TryReadDigits(2, out int hours))
        {
            return false;
        }

        bool colon = Skip(':');
        if (!TryReadDigits(2, out int minutes) && colon)
        {
            return false;
        }

        if (hours > 14 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = negative ? -offset : offset;
        return true;
    }

    /// <summary>Any number of digits; a tick is the seventh, the rest is cut.</summary>
    private bool TryReadFraction(out long ticks)
    {
        ticks = 0;
        int digits = 0;
        for (; digits < _rest.Length && char.IsAsciiDigit(_rest[digits]); digits++)
        {
            if (digits < 7)
            {
                ticks = (ticks * 10) + (_rest[digits] - '0');
            }
        }

        for (int missing = digits; missing < 7; missing++)
        {
            ticks *= 10;
        }

        _rest = _rest[digits..];
        return digits > 0;
    }

    private bool TryReadDigits(int count, out int number)
    {
        number = 0;
        if (_rest.Length < count || _rest[..count].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            number = (number * 10) + (_rest[i] - '0');
        }

        _rest = _rest[count..];
        return true;
    }

    private bool Skip(char expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }
}
