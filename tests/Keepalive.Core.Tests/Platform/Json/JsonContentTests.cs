using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Diagnostics.Facts;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Json;

namespace Keepalive.Core.Tests.Platform.Json;

public sealed class JsonContentTests
{
    [Theory]
    [InlineData("""{"a":"\uD800"}""", "not Unicode (line 1, column 6)")]
    [InlineData("{\n \"\\uDC00\": 1}", "not Unicode (line 2, column 2)")]
    [InlineData("""{"a":NaN}""", "not valid JSON")]
    [InlineData("""{"a":1}x""", "not valid JSON")]
    [InlineData("""{"a":""", "not valid JSON")]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not an object")]
    [InlineData("null", "not an object")]
    public void What_is_no_object_is_named_and_never_thrown(string content, string expected)
    {
        Assert.Null(JsonContent.Read(Encoding.UTF8.GetBytes(content), out string? fault));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_nesting_without_end_are_faults_like_the_rest()
    {
        Assert.Null(JsonContent.Read([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'], out string? bytes));
        Assert.Null(JsonContent.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))), out string? depth));
        Assert.Contains("not Unicode", bytes, StringComparison.Ordinal);
        Assert.Contains("not valid JSON", depth, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_name_that_stands_twice_the_last_counts_as_in_JavaScript_and_Python()
    {
        JsonObject json = JsonContent.Read("""{"a":"1","b":{"c":1,"c":2},"a":"2"}"""u8)!;

        Assert.Equal("""{"a":"2","b":{"c":2}}""", json.ToJsonString());
    }

    [Theory]
    [InlineData("1e999", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("\"7\"", null)]
    [InlineData("null", null)]
    [InlineData("[7]", null)]
    [InlineData("11", null)]
    [InlineData("7", 7L)]
    public void A_number_out_of_range_or_of_another_kind_is_none(string value, long? expected) =>
        Assert.Equal(expected, JsonContent.Read(Encoding.UTF8.GetBytes($$"""{"n":{{value}}}"""))!.Number("n", 0, 10));

    [Theory]
    [InlineData("0000-01-01T00:00:00Z", null)]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("10000-01-01T00:00:00Z", null)]
    [InlineData("9999-12-31T23:59:59Z", "9000-01-01T00:00:00Z")]
    [InlineData("2026-11-21T12:30:00Z", "2026-11-21T12:30:00Z")]
    public void No_time_is_so_far_away_that_sums_with_it_overflow(string value, string? expected) =>
        Assert.Equal(expected, JsonContent.Read(Encoding.UTF8.GetBytes($$"""{"t":"{{value}}"}"""))!.Time("t") is { } time ? Timestamp.Format(time) : null);

    [Theory]
    [InlineData(long.MaxValue, true)]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    [InlineData(long.MinValue, false)]
    public void A_Unix_time_of_a_service_never_throws(long value, bool isTime)
    {
        Assert.Equal(isTime, Timestamp.TryFromUnixMilliseconds(value, out DateTimeOffset milliseconds));
        Assert.Equal(isTime, Timestamp.TryFromUnixSeconds(value, out DateTimeOffset seconds));
        Assert.True(milliseconds <= Timestamp.Latest && seconds <= Timestamp.Latest);
    }

    [Theory]
    [InlineData("""{"accessToken":"a\uD800","expiresAt":"2026-11-21T12:30:00Z"}""", "not Unicode")]
    [InlineData("""{"accessToken":"a","expiresAt":17952}""", "its token or its expiry is not valid")]
    [InlineData("""{"accessToken":["a"],"expiresAt":"2026-11-21T12:30:00Z"}""", "its token or its expiry is not valid")]
    [InlineData("""["a"]""", "not an object")]
    public void The_doctor_names_what_is_wrong_with_a_token_file(string content, string expected)
    {
        TokenFile file = TokenFile.Parse("t.json", Encoding.UTF8.GetBytes(content));

        Assert.Null(file.Token);
        Assert.Contains(expected, file.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_file_with_a_name_twice_is_read_as_the_other_tools_read_it()
    {
        SsoToken token = SsoToken.Parse("""{"accessToken":"old","accessToken":"new","expiresAt":"2026-11-21T12:30:00Z","x":{"y":1e999}}"""u8)!;

        Assert.Equal("new", token.AccessToken);
        Assert.Contains("1e999", Encoding.UTF8.GetString(token.ToUtf8()), StringComparison.Ordinal);
    }
}
