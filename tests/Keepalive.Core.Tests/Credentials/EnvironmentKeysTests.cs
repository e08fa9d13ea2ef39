using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

public sealed class EnvironmentKeysTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Temporary(2);

    private readonly SyntheticHome _home = new();

    public EnvironmentKeysTests()
    {
        _home.WriteCredentials(TestKeys.Temporary(1).Section("default") + TestKeys.Temporary(1).Section("a"));
        Set(Keys);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task They_count_when_nobody_named_a_profile()
    {
        AwsCredential credential = await _home.ResolveAsync();

        Assert.Equal(Keys, new TestKeys(credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken));
        Assert.Equal(CredentialSourceKind.Environment, credential.Origin.Kind);
        Assert.Null(credential.Profile);
    }

    [Fact]
    public async Task They_need_no_file_and_no_home()
    {
        _home.Variables.Remove("HOME");
        _home.Variables.Remove("USERPROFILE");

        Assert.Equal(Keys.AccessKeyId, (await _home.ResolveAsync()).AccessKeyId);
    }

    [Theory]
    [InlineData("CLAUDE_AWS_PROFILE")]
    [InlineData("CC_KEEPALIVE_PROFILE")]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_DEFAULT_PROFILE")]
    public async Task A_variable_that_names_a_profile_overrides_them(string variable)
    {
        _home.Variables[variable] = "a";

        Assert.Equal("a", (await _home.ResolveAsync()).Profile);
    }

    [Fact]
    public async Task The_caller_s_profile_overrides_them() => Assert.Equal("default", (await _home.ResolveAsync("default")).Profile);

    [Fact]
    public async Task A_configured_profile_overrides_them() =>
        Assert.Equal("a", (await _home.ResolveAsync(null, new KeepaliveConfiguration { Profile = "a" })).Profile);

    [Fact]
    public async Task A_secret_alone_is_half_a_pair()
    {
        _home.Variables.Remove("AWS_ACCESS_KEY_ID");

        Assert.Contains("AWS_ACCESS_KEY_ID", (await _home.RefusesAsync(KeepaliveErrorCode.KeyPairIncomplete)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_key_needs_its_token()
    {
        _home.Variables.Remove("AWS_SESSION_TOKEN");

        await _home.RefusesAsync(KeepaliveErrorCode.SessionTokenMissing);
    }

    [Fact]
    public async Task Empty_variables_are_as_if_not_set()
    {
        _home.Variables["AWS_ACCESS_KEY_ID"] = _home.Variables["AWS_SECRET_ACCESS_KEY"] = "";

        Assert.Equal("default", (await _home.ResolveAsync()).Profile);
    }

    [Fact]
    public async Task Their_expiry_is_read_from_its_variable()
    {
        _home.Variables["AWS_CREDENTIAL_EXPIRATION"] = "2026-11-21T15:00:00Z";

        Assert.Equal(new CredentialExpiry(FakeClock.Noon.AddHours(3), "AWS_CREDENTIAL_EXPIRATION"), (await _home.ResolveAsync()).Expiry);
    }

    [Fact]
    public async Task A_value_with_a_line_end_is_refused()
    {
        _home.Variables["AWS_SECRET_ACCESS_KEY"] = $"{Keys.SecretAccessKey}\n";

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialMalformed);
    }

    private void Set(TestKeys keys)
    {
        _home.Variables["AWS_ACCESS_KEY_ID"] = keys.AccessKeyId;
        _home.Variables["AWS_SECRET_ACCESS_KEY"] = keys.SecretAccessKey;
        _home.Variables["AWS_SESSION_TOKEN"] = keys.SessionToken!;
    }
}
