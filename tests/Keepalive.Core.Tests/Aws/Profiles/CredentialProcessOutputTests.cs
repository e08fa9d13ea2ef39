using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Core.Tests.Credentials;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>What a <c>credential_process</c> may print, and what not.</summary>
public sealed class ProcessOutputTests
{
    private static readonly TestKeys Keys = TestKeys.Temporary();

    [Theory]
    [InlineData("\"2026-11-21T15:00:00Z\"", false)]
    [InlineData("\"2026-11-21T15:00:00.000Z\"", false)]
    [InlineData("\"2026-11-21T15:00:00.0000000Z\"", false)]
    [InlineData("\"2026-11-21T15:00:00+00:00\"", false)]
    [InlineData("\"2026-11-21T15:00:00+0000\"", false)]
    [InlineData("\"2026-11-21T17:00:00+02:00\"", false)]
    [InlineData("\"2026-11-21 15:00:00 UTC\"", false)]
    [InlineData("\"2026-11-21T15:00:00\"", true)]
    public void Takes_every_dialect_of_expiration(string expiration, bool doubtful)
    {
        CredentialExpiry? expiry = Read(ShellProcess.Json(Keys, expiration)).Expiry;

        Assert.Equal(FakeClock.Noon.AddHours(3), expiry?.Instant);
        Assert.Equal(doubtful, expiry?.Doubt is not null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public void No_expiration_means_unknown(string? expiration) => Assert.Null(Read(ShellProcess.Json(Keys, expiration)).Expiry);

    [Fact]
    public void Takes_a_byte_order_mark_and_line_ends() =>
        Assert.Equal(Keys.SessionToken, Read($"\uFEFF\r\n{ShellProcess.Json(Keys)}\r\n\r\n").SessionToken);

    [Fact]
    public void Takes_a_long_lived_key_without_token() =>
        Assert.Null(Read("""{"Version":1,"AccessKeyId":"AKIAEXAMPLE000000001","SecretAccessKey":"s","SessionToken":null}""").SessionToken);

    [Fact]
    public void Unknown_members_are_passed_over() =>
        Assert.NotNull(Read("""{"Version":1,"AccountId":"1","Nested":{"a":[1]},"AccessKeyId":"AKIAEXAMPLE000000001","SecretAccessKey":"s"}"""));

    [Theory]
    [InlineData("", "printed nothing")]
    [InlineData("  \n", "not JSON")]
    [InlineData("hello SECRET", "not JSON")]
    [InlineData("{\"Version\":1,\"SecretAccessKey\":\"SECRET\"", "not JSON")]
    [InlineData("{\"Version\":1,\"SecretAccessKey\":\"SECRET\"} trailing", "not JSON")]
    [InlineData("{\"Version\":1}{\"Version\":1}", "not JSON")]
    [InlineData("[1,\"SECRET\"]", "not an object")]
    [InlineData("\"SECRET\"", "not an object")]
    [InlineData("null", "not an object")]
    [InlineData("{}", "Version 1")]
    [InlineData("{\"Version\":2,\"SecretAccessKey\":\"SECRET\"}", "Version 1")]
    [InlineData("{\"Version\":\"1\"}", "Version 1")]
    [InlineData("{\"Version\":1.5}", "Version 1")]
    [InlineData("{\"Version\":1,\"AccessKeyId\":[\"SECRET\"]}", "AccessKeyId that is not text")]
    [InlineData("{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":{\"SECRET\":1}}", "SecretAccessKey that is not text")]
    [InlineData("{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"SECRET\",\"SessionToken\":5}", "SessionToken that is not text")]
    [InlineData("{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"SECRET\",\"Expiration\":1795264200}", "Expiration that is not text")]
    [InlineData("{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"SECRET\",\"Expiration\":\"\"}", "Expiration that is not a time")]
    [InlineData("{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"SECRET\",\"Expiration\":\"soon\"}", "Expiration that is not a time")]
    [InlineData("{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"SECRET\\uD800\"}", "not Unicode")]
    public void Refuses_anything_else_without_repeating_it(string output, string reason)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read(output));

        Assert.Equal(KeepaliveErrorCode.CredentialProcessOutputInvalid, exception.Code);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", exception.ToString() + exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_bytes_that_are_no_utf_8()
    {
        byte[] output = [.. """{"Version":1,"AccessKeyId":"a","SecretAccessKey":"s"""u8, 0xFF, .. "\"}"u8];

        Assert.Equal(KeepaliveErrorCode.CredentialProcessOutputInvalid,
            Assert.Throws<KeepaliveException>(() => CredentialProcessOutput.Read(output, "a", "tool")).Code);
    }

    [Fact]
    public void Refuses_a_member_name_that_is_no_text() =>
        Assert.Equal(KeepaliveErrorCode.CredentialProcessOutputInvalid,
            Assert.Throws<KeepaliveException>(() => Read("{\"Versio\\uD800\":1}")).Code);

    [Fact]
    public void Refuses_nesting_without_end() =>
        Assert.Equal(KeepaliveErrorCode.CredentialProcessOutputInvalid, Assert.Throws<KeepaliveException>(() => Read(new string('[', 100_000))).Code);

    [Theory]
    [InlineData("""{"Version":1,"AccessKeyId":"ASIAEXAMPLE"}""", KeepaliveErrorCode.KeyPairIncomplete)]
    [InlineData("""{"Version":1,"SecretAccessKey":"s"}""", KeepaliveErrorCode.KeyPairIncomplete)]
    [InlineData("""{"Version":1}""", KeepaliveErrorCode.KeyPairIncomplete)]
    [InlineData("""{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s"}""", KeepaliveErrorCode.SessionTokenMissing)]
    [InlineData("""{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s'; rm -rf ~"}""", KeepaliveErrorCode.CredentialMalformed)]
    [InlineData("""{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s\n"}""", KeepaliveErrorCode.CredentialMalformed)]
    public void Keys_are_checked_like_all_others(string output, string code) =>
        Assert.Equal(code, Assert.Throws<KeepaliveException>(() => Read(output)).Code);

    private static AwsCredential Read(string output) => CredentialProcessOutput.Read(Encoding.UTF8.GetBytes(output), "a", "tool");
}
