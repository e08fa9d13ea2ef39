using System.Globalization;
using Keepalive.Platform.Time;

namespace Keepalive.Core.Tests.Platform.Time;

/// <summary>Every form in which a login tool was seen to write the end of its keys.</summary>
public sealed class ExpiryParserTests
{
    [Theory]
    [InlineData("2026-11-21T14:30:00+02:00", "2026-11-21T12:30:00Z")] // saml2aws: RFC 3339 with the local offset
    [InlineData("2026-11-21T12:30:00Z", "2026-11-21T12:30:00Z")] // saml2aws on a machine in UTC
    [InlineData("2026-11-21T12:30:00+00:00", "2026-11-21T12:30:00Z")] // gimme-aws-creds
    [InlineData("2026-11-21T12:30:00+0000", "2026-11-21T12:30:00Z")] // aws-google-auth
    [InlineData("2026-11-21T12:30:00+00:00+0000", "2026-11-21T12:30:00Z")] // yawsso: the offset twice
    [InlineData("2026-11-21T14:30:00+02:00+0000", "2026-11-21T12:30:00Z")] // yawsso elsewhere: the first one is true
    [InlineData("2026-11-21T12:30:00.000Z", "2026-11-21T12:30:00Z")] // aws-azure-login (JavaScript's toISOString)
    [InlineData("2026-11-21T12:30:00.9999999Z", "2026-11-21T12:30:00.9999999Z")] // .NET
    [InlineData("2026-11-21T12:30:00.123456+00:00", "2026-11-21T12:30:00.123456Z")] // Python's isoformat
    [InlineData("2026-11-21T12:30:00.123456789Z", "2026-11-21T12:30:00.1234567Z")] // Go's RFC3339Nano, cut
    [InlineData("2026-11-21T12:30:00UTC", "2026-11-21T12:30:00Z")] // older aws CLIs
    [InlineData("2026-11-21 12:30:00 UTC", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21 12:30:00 GMT", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21 12:30:00 +0000 UTC", "2026-11-21T12:30:00Z")] // aws-sso-cli: Go's Time.String
    [InlineData("2026-11-21 05:30:00 -0700 MST", "2026-11-21T12:30:00Z")] // the same away from UTC
    [InlineData("2026-11-21 13:30:00 +0100 CET", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21 09:30:00 -0300 -03", "2026-11-21T12:30:00Z")] // the same in a zone without letters
    [InlineData("1795264200", "2026-11-21T12:30:00Z")] // awsmyid, cc-aws-keepalive
    [InlineData("1795264200.75", "2026-11-21T12:30:00Z")] // Python's time.time()
    [InlineData("1795264200500", "2026-11-21T12:30:00.5Z")] // JavaScript's Date.now()
    [InlineData("20261121T123000Z", "2026-11-21T12:30:00Z")]
    [InlineData("20261121T143000+0200", "2026-11-21T12:30:00Z")]
    [InlineData("\"2026-11-21T12:30:00Z\"", "2026-11-21T12:30:00Z")]
    [InlineData("'2026-11-21T12:30:00Z'", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21T12:30:00Z # written by a tool", "2026-11-21T12:30:00Z")]
    [InlineData("\"2026-11-21T12:30:00Z\" ; written by a tool", "2026-11-21T12:30:00Z")]
    [InlineData("  2026-11-21T12:30:00Z\t", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21t12:30:00z", "2026-11-21T12:30:00Z")] // RFC 3339 allows lower case
    [InlineData("2026-11-21T12:30Z", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21T12:30:00,5Z", "2026-11-21T12:30:00.5Z")] // ISO 8601 allows the comma
    [InlineData("2026-11-21T14:30:00+02", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21T18:00:00+05:30", "2026-11-21T12:30:00Z")]
    [InlineData("2026-11-21T09:00:00-0330", "2026-11-21T12:30:00Z")]
    [Trait("Migration", "W11")]
    [Trait("Migration", "S8")]
    public void Reads_the_instant(string text, string expected)
    {
        Assert.True(ExpiryParser.TryParse(text, out DateTimeOffset instant, out bool zoneAssumed));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), instant);
        Assert.Equal(TimeSpan.Zero, instant.Offset);
        Assert.False(zoneAssumed);
    }

    [Theory]
    [InlineData("2026-11-21 12:30:00")] // awsume: local time without saying so
    [InlineData("2026-11-21T12:30:00")]
    [InlineData("2026-11-21T12:30:00.000")]
    [InlineData("20261121T123000")]
    [InlineData("\"2026-11-21 12:30:00\" # local?")]
    [Trait("Migration", "W11")]
    [Trait("Migration", "S8")]
    public void A_value_without_zone_is_read_as_utc_and_flagged(string text)
    {
        Assert.True(ExpiryParser.TryParse(text, out DateTimeOffset instant, out bool zoneAssumed));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 30, 0, TimeSpan.Zero), instant);
        Assert.True(zoneAssumed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("never")]
    [InlineData("3600")] // a duration
    [InlineData("-1")]
    [InlineData("999999999")] // before 2001: no time of a session
    [InlineData("1795264200000000")] // microseconds
    [InlineData("99999999999999999999999999")]
    [InlineData("1795264200.")]
    [InlineData("1.795e9")]
    [InlineData("١٧٩٥٢٦٤٢٠٠")] // digits of another script
    [InlineData("2026-11-21")]
    [InlineData("12:30:00Z")]
    [InlineData("2026-13-21T12:30:00Z")]
    [InlineData("2026-02-29T12:30:00Z")]
    [InlineData("2026-11-00T12:30:00Z")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T12:60:00Z")]
    [InlineData("2026-11-21T12:30:60Z")]
    [InlineData("2026-11-21T12:30:00.Z")]
    [InlineData("2026-11-21T12:30:00+")]
    [InlineData("2026-11-21T12:30:00+2:00")]
    [InlineData("2026-11-21T12:30:00+02:")]
    [InlineData("2026-11-21T12:30:00+15:00")]
    [InlineData("2026-11-21T12:30:00 MST")] // an abbreviation alone is ambiguous
    [InlineData("2026-11-21T12:30:00Z tomorrow")]
    [InlineData("2026-11-21T12:30:00+00:00+0000+0000")]
    [InlineData("0001-01-01T00:00:00Z")] // a default value somebody wrote
    [InlineData("20261121123000")] // 14 digits: neither a time of a session in milliseconds nor ISO 8601
    [InlineData("9999-12-31T23:59:59-01:00")] // beyond what can be counted
    [InlineData("\"2026-11-21T12:30:00Z")]
    [InlineData("#")]
    [Trait("Migration", "S8")]
    public void Refuses_what_is_no_time(string text) => Assert.False(ExpiryParser.TryParse(text, out _, out _));
}
