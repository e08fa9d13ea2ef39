using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Keepalive.Platform.Time;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>Any instant, written in any style, reads back as the same instant.</summary>
public sealed class ExpiryStyleTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(5000);

    private static readonly Style[] Styles =
    [
        new("Z", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss'Z'"), TimeSpan.TicksPerSecond),
        new("lower case", (at, _) => Text(at, "yyyy-MM-dd't'HH:mm:ss'z'"), TimeSpan.TicksPerSecond),
        new("minutes", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm'Z'"), TimeSpan.TicksPerMinute),
        new("milliseconds", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), TimeSpan.TicksPerMillisecond),
        new("one digit", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss.f'Z'"), TimeSpan.TicksPerMillisecond * 100),
        new("seven digits", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'"), 1),
        new("nine digits", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss.fffffff'42Z'"), 1),
        new("comma", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss','fff'Z'"), TimeSpan.TicksPerMillisecond),
        new("offset", (at, zone) => Text(at.ToOffset(zone), "yyyy-MM-dd'T'HH:mm:sszzz"), TimeSpan.TicksPerSecond),
        new("offset without colon", (at, zone) => Text(at.ToOffset(zone), "yyyy-MM-dd'T'HH:mm:sszzz", colon: false), TimeSpan.TicksPerSecond),
        new("space before offset", (at, zone) => Text(at.ToOffset(zone), "yyyy-MM-dd HH:mm:ss zzz", colon: false), TimeSpan.TicksPerSecond),
        new("double offset", (at, zone) => Text(at.ToOffset(zone), "yyyy-MM-dd'T'HH:mm:sszzz'+0000'"), TimeSpan.TicksPerSecond),
        new("Go", (at, zone) => Text(at.ToOffset(zone), "yyyy-MM-dd HH:mm:ss.fffffff zzz' XYZT'", colon: false), 1),
        new("UTC", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss'UTC'"), TimeSpan.TicksPerSecond),
        new("space UTC", (at, _) => Text(at, "yyyy-MM-dd HH:mm:ss' UTC'"), TimeSpan.TicksPerSecond),
        new("GMT", (at, _) => Text(at, "yyyy-MM-dd HH:mm:ss' GMT'"), TimeSpan.TicksPerSecond),
        new("compact", (at, _) => Text(at, "yyyyMMdd'T'HHmmss'Z'"), TimeSpan.TicksPerSecond),
        new("compact with offset", (at, zone) => Text(at.ToOffset(zone), "yyyyMMdd'T'HHmmsszzz", colon: false), TimeSpan.TicksPerSecond),
        new("double quotes", (at, _) => Text(at, "'\"'yyyy-MM-dd'T'HH:mm:ss'Z\"'"), TimeSpan.TicksPerSecond),
        new("single quotes", (at, _) => $"'{Text(at, "yyyy-MM-dd'T'HH:mm:ss'Z'")}'", TimeSpan.TicksPerSecond),
        new("comment", (at, _) => Text(at, "yyyy-MM-dd'T'HH:mm:ss'Z # by a tool'"), TimeSpan.TicksPerSecond),
        new("seconds", (at, _) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), TimeSpan.TicksPerSecond),
        new("seconds with fraction", (at, _) => $"{at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}.123", TimeSpan.TicksPerSecond),
        new("milliseconds since 1970", (at, _) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), TimeSpan.TicksPerMillisecond),
        new("no zone", (at, _) => Text(at, "yyyy-MM-dd HH:mm:ss"), TimeSpan.TicksPerSecond, ZoneAssumed: true),
        new("no zone, compact", (at, _) => Text(at, "yyyyMMdd'T'HHmmss"), TimeSpan.TicksPerSecond, ZoneAssumed: true),
    ];

    // From 2001-09-09, when Unix seconds got their tenth digit, to 2038.
    private static readonly Arbitrary<(Style Style, DateTimeOffset Instant, TimeSpan Zone)> Written = (
        from style in Gen.Elements(Styles)
        from second in Gen.Choose(1_000_000_000, int.MaxValue)
        from ticks in Gen.Choose(0, (int)TimeSpan.TicksPerSecond - 1)
        from quarters in Gen.Choose(-48, 56)
        select (style, DateTimeOffset.FromUnixTimeSeconds(second).AddTicks(ticks), TimeSpan.FromMinutes(15 * quarters))).ToArbitrary();

    [Fact]
    public void Any_instant_in_any_style_reads_back_as_itself() => Check.One(Many, Prop.ForAll(Written, sample =>
        ExpiryParser.TryParse(sample.Style.Write(sample.Instant, sample.Zone), out DateTimeOffset read, out bool zoneAssumed)
        && read.UtcTicks == sample.Instant.UtcTicks / sample.Style.Resolution * sample.Style.Resolution
        && zoneAssumed == sample.Style.ZoneAssumed));

    [Fact]
    public void No_string_at_all_makes_the_parser_throw() => Check.One(Many, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        _ = ExpiryParser.TryParse(text, out _, out _);
        return true;
    }));

    [Fact]
    public void No_time_with_a_changed_character_makes_the_parser_throw()
    {
        Gen<string> damaged =
            from sample in Written.Generator
            from place in Gen.Choose(0, 100)
            from character in Gen.Elements("0129-+:.TZ \"#'9é\0".ToCharArray())
            select Damaged(sample.Style.Write(sample.Instant, sample.Zone), place, character);
        Check.One(Many, Prop.ForAll(damaged.ToArbitrary(), text =>
        {
            _ = ExpiryParser.TryParse(text, out _, out _);
            return true;
        }));
    }

    private static string Damaged(string text, int place, char character)
    {
        char[] characters = text.ToCharArray();
        characters[place % characters.Length] = character;
        return new string(characters);
    }

    private static string Text(DateTimeOffset instant, string format, bool colon = true)
    {
        string text = instant.ToString(format, CultureInfo.InvariantCulture);
        return colon ? text : text.Remove(text.LastIndexOf(':'), 1);
    }

    internal sealed record Style(string Name, Func<DateTimeOffset, TimeSpan, string> Write, long Resolution, bool ZoneAssumed = false)
    {
        public override string ToString() => Name;
    }
}
