using Keepalive.IdentityCenter;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Text;

/// <summary>What can't be sent is a fault of the file that holds it, and nothing is sent.</summary>
public sealed class WireTextTests : IDisposable
{
    private readonly SyntheticHome _home = new(new FakeClock());

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("eyJhbGciOi.J9-_~+/=", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\r\nx-evil: 1", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\0b", false)]
    [InlineData("täglich", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\ud800b", false)]
    public void A_token_is_visible_ASCII(string text, bool isOne) => Assert.Equal(isOne, WireText.IsToken(text));

    [Theory]
    [InlineData("eu-central-1", true)]
    [InlineData("us-gov-west-1", true)]
    [InlineData("", false)]
    [InlineData("evil.example.com/#", false)]
    [InlineData("eu-west-1.evil.com", false)]
    [InlineData("eu-west-1@evil", false)]
    [InlineData("-eu", false)]
    [InlineData("eu-west-1\r\n", false)]
    [InlineData("a234567890123456789012345678901234567890", false)]
    public void A_region_is_one_label_of_a_host(string text, bool isOne) => Assert.Equal(isOne, WireText.IsRegion(text));

    [Theory]
    [InlineData("accessToken", "U+000D, place 2")]
    [InlineData("refreshToken", "U+000D, place 2")]
    [InlineData("clientSecret", "U+000D, place 2")]
    public async Task A_token_file_whose_value_has_a_line_break_is_named_with_the_line(string key, string place)
    {
        SsoSession session = FakeSignInService.Session;
        var cache = new TokenCache(_home.Environment, session, new FakeClock());
        var values = new Dictionary<string, string> { ["accessToken"] = "a", ["refreshToken"] = "r", ["clientId"] = "c", ["clientSecret"] = "s" };
        values[key] = @"x\r\nx-evil: 1";
        string lines = string.Join(",\n", values.Select(pair => $"  \"{pair.Key}\": \"{pair.Value}\""));
        _home.Write(cache.Path, System.Text.Encoding.UTF8.GetBytes($"{{\n{lines},\n  \"expiresAt\": \"2099-01-01T00:00:00Z\"\n}}\n"));

        KeepaliveException fault = await HomeExtensions.FailsAsync(() => cache.ReadAsync(TestContext.Current.CancellationToken).AsTask(), KeepaliveErrorCode.TokenFileInvalid);

        Assert.Contains($"{key}, line {2 + values.Keys.ToList().IndexOf(key)}, contains a character that can't be sent ({place})", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"{""accessToken"":""\ud800"",""expiresAt"":""2099-01-01T00:00:00Z""}")]
    [InlineData(@"{""accessToken"":""a"",""refreshToken"":""\udfff"",""expiresAt"":""2099-01-01T00:00:00Z""}")]
    public void Half_a_character_in_a_token_file_is_no_token_and_no_crash(string json)
    {
        Assert.Null(SsoToken.Parse(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.Null(SsoToken.FindFault(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("sso_region = evil.example.com/#", "sso_region", 3)]
    [InlineData("sso_region = eu-west-1\nsso_start_url = https://x\n[profile p]\nsso_session = s\nsso_role_name = D\nsso_account_id = 12 34", "sso_account_id", 8)]
    public async Task A_profile_that_would_send_elsewhere_is_named_with_the_line(string rest, string key, int line)
    {
        _home.WriteConfig($"[sso-session s]\nsso_registration_scopes = a\n{rest}\n"
            + (rest.Contains("[profile", StringComparison.Ordinal) ? string.Empty : "sso_start_url = https://x\n[profile p]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = D\n"));
        Keepalive.Aws.Profiles.AwsProfile profile = await _home.ReadProfileAsync("p");

        KeepaliveException fault = Assert.Throws<KeepaliveException>(() => SsoRole.Of(profile));

        Assert.Equal(KeepaliveErrorCode.SsoConfigurationInvalid, fault.Code);
        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"line {line}", fault.Message, StringComparison.Ordinal);
    }
}
