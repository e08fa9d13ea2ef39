using Keepalive.Aws.AccessKeys;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

public sealed class StaticKeysTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Temporary();

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Reads_all_parts_of_the_credentials_file()
    {
        _home.WriteCredentials(Keys.Section("a"));

        AwsCredential credential = await _home.ResolveAsync("a");

        Assert.Equal(Keys, new TestKeys(credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken));
        Assert.Equal(new CredentialOrigin(CredentialSourceKind.CredentialsFile, $"{_home.CredentialsPath}, line 2"), credential.Origin);
        Assert.Equal("a", credential.Profile);
    }

    [Fact]
    public async Task Reads_keys_of_the_config_file()
    {
        _home.WriteConfig(Keys.Section("profile a"));

        Assert.Equal(CredentialSourceKind.ConfigFile, (await _home.ResolveAsync("a")).Origin.Kind);
    }

    [Fact]
    public async Task The_credentials_file_goes_first()
    {
        _home.WriteConfig(TestKeys.Temporary(2).Section("profile a")).WriteCredentials(Keys.Section("a"));

        Assert.Equal(Keys.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task A_token_of_the_other_file_is_never_joined_to_a_key()
    {
        _home.WriteCredentials($"[a]\naws_access_key_id = {Keys.AccessKeyId}\naws_secret_access_key = {Keys.SecretAccessKey}\n")
            .WriteConfig($"[profile a]\naws_session_token = {Keys.SessionToken}\n");

        await _home.RefusesAsync(KeepaliveErrorCode.SessionTokenMissing, "a");
    }

    [Fact]
    public async Task A_secret_of_the_other_file_is_never_joined_to_a_key()
    {
        _home.WriteCredentials($"[a]\naws_access_key_id = {Keys.AccessKeyId}\n").WriteConfig($"[profile a]\naws_secret_access_key = {Keys.SecretAccessKey}\n");

        await _home.RefusesAsync(KeepaliveErrorCode.KeyPairIncomplete, "a");
    }

    [Fact]
    public async Task The_old_name_of_the_token_is_read()
    {
        _home.WriteCredentials(Keys.Section("a").Replace("aws_session_token", "aws_security_token", StringComparison.Ordinal));

        Assert.Equal(Keys.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }

    [Fact]
    public async Task The_new_name_of_the_token_goes_before_the_old_one()
    {
        _home.WriteCredentials(Keys.Section("a", "aws_security_token = stale"));

        Assert.Equal(Keys.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }

    [Theory]
    [InlineData("aws_access_key_id", "the access key id")]
    [InlineData("aws_secret_access_key", "the secret access key")]
    public async Task Half_a_pair_is_refused_and_the_missing_half_named(string missing, string words)
    {
        _home.WriteCredentials(Keys.Section("a").Replace(missing, "x", StringComparison.Ordinal));

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.KeyPairIncomplete, "a");

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_half_counts_as_missing()
    {
        _home.WriteCredentials("[a]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key =\n");

        await _home.RefusesAsync(KeepaliveErrorCode.KeyPairIncomplete, "a");
    }

    [Fact]
    public async Task Refuses_a_temporary_key_without_its_token()
    {
        _home.WriteCredentials((Keys with { SessionToken = null }).Section("a"));

        await _home.RefusesAsync(KeepaliveErrorCode.SessionTokenMissing, "a");
    }

    [Fact]
    public async Task A_long_lived_key_needs_no_token()
    {
        _home.WriteCredentials(TestKeys.LongLived().Section("a"));

        Assert.Null((await _home.ResolveAsync("a")).SessionToken);
    }

    [Theory]
    [InlineData("ASIA EXAMPLE", "s", "t")]
    [InlineData("ASIA'EXAMPLE", "s", "t")]
    [InlineData("ASIAEXAMPLE", "s s", "t")]
    [InlineData("ASIAEXAMPLE", "s\"", "t")]
    [InlineData("ASIAEXAMPLE", "s$(id)'", "t")]
    [InlineData("ASIAEXAMPLE", "s", "t\\t")]
    [InlineData("ASIAEXAMPLE", "s", "t`t")]
    [InlineData("ASIAEXAMPLE", "s", "té")]
    [InlineData("ASIAEXAMPLE", "s", "t\n -continued")]
    [InlineData("ASIAEXAMPLE", "s", "\n a = b")]
    public async Task Refuses_a_value_that_no_key_can_have_and_does_not_repeat_it(string id, string secret, string token)
    {
        _home.WriteCredentials(new TestKeys(id, secret, token).Section("a"));

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.CredentialMalformed, "a");

        Assert.DoesNotContain(token.Length > 1 ? token : secret.Length > 1 ? secret : id, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_alone_is_no_credential()
    {
        _home.WriteCredentials($"[a]\naws_session_token = {Keys.SessionToken}\n");

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialNotFound, "a");
    }

    [Fact]
    public async Task Sections_of_one_name_give_one_key()
    {
        _home.WriteCredentials(TestKeys.Temporary(2).Section("a") + "[b]\n" + Keys.Section("a"));

        Assert.Equal(Keys.SessionToken, (await _home.ResolveAsync("a")).SessionToken);
    }
}
