using Keepalive.Aws.AccessKeys;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>Which source counts where one profile names several.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private const string Past = "expiration = 2026-11-21T11:00:00Z";
    private const string Future = "expiration = 2026-11-21T15:00:00Z";

    private static readonly TestKeys Static = TestKeys.Temporary(1);
    private static readonly TestKeys Process = TestKeys.Temporary(2);

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Keys_that_have_not_expired_go_before_credential_process()
    {
        _home.WriteCredentials(Static.Section("a", Future, "credential_process = this-is-never-run"));

        Assert.Equal(Static.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task Keys_without_known_end_go_before_credential_process()
    {
        _home.WriteCredentials(Static.Section("a", "credential_process = this-is-never-run"));

        Assert.Equal(Static.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task Expired_keys_give_way_to_credential_process()
    {
        _home.WriteCredentials(Static.Section("a", Past, $"credential_process = {ShellProcess.Prints(_home, ShellProcess.Json(Process))}"));

        Assert.Equal(Process.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task Keys_in_their_last_minute_give_way_too()
    {
        string line = $"credential_process = {ShellProcess.Prints(_home, ShellProcess.Json(Process))}";
        _home.WriteCredentials(Static.Section("a", "expiration = 2026-11-21T12:00:59Z", line));

        Assert.Equal(Process.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task Expired_keys_are_the_answer_when_there_is_nothing_else()
    {
        _home.WriteCredentials(Static.Section("a", Past));

        AwsCredential credential = await _home.ResolveAsync("a");

        Assert.Equal(KeepaliveErrorCode.CredentialExpired, Assert.Throws<KeepaliveException>(() => credential.ThrowIfExpired(FakeClock.Noon)).Code);
    }

    [Fact]
    public async Task Keys_of_the_credentials_file_give_way_to_credential_process_of_the_config_file()
    {
        _home.WriteCredentials(Static.Section("a", Past))
            .WriteConfig($"[profile a]\ncredential_process = {ShellProcess.Prints(_home, ShellProcess.Json(Process))}\n");

        Assert.Equal(Process.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Theory]
    [InlineData("role_arn = arn:aws:iam::1:role/r\nsource_profile = b", KeepaliveErrorCode.RoleSourceNotFound)]
    [InlineData("role_arn = arn:aws:iam::1:role/r\ncredential_source = Environment", KeepaliveErrorCode.RoleSourceEmpty)]
    [InlineData("role_arn = arn:aws:iam::1:role/r\nweb_identity_token_file = /token", KeepaliveErrorCode.WebIdentityTokenUnreadable)]
    public async Task A_role_goes_before_keys_because_it_is_another_identity(string lines, string code)
    {
        _home.WriteCredentials(Static.Section("a", Future)).WriteConfig($"[profile a]\n{lines}\n");

        await _home.RefusesAsync(code, "a");
    }

    [Fact]
    public async Task A_role_without_a_source_is_not_a_source()
    {
        _home.WriteCredentials(Static.Section("a", Future)).WriteConfig("[profile a]\nrole_arn = arn:aws:iam::1:role/r\n");

        Assert.Equal(Static.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Theory]
    [InlineData("sso_session = s")]
    [InlineData("sso_start_url = https://d-0123456789.awsapps.com/start")]
    [InlineData("login_session = arn:aws:iam::1:user/u")]
    public async Task Keys_that_have_not_expired_go_before_a_sign_in(string line)
    {
        _home.WriteCredentials(Static.Section("a", Future)).WriteConfig($"[profile a]\n{line}\n");

        Assert.Equal(Static.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Theory]
    [InlineData("sso_session = s\nsso_account_id = 1\nsso_role_name = r", KeepaliveErrorCode.SignInRequired)]
    [InlineData("sso_start_url = https://d-0123456789.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r", KeepaliveErrorCode.SignInRequired)]
    [InlineData("login_session = arn:aws:iam::1:user/u", KeepaliveErrorCode.SignInRequired)]
    public async Task A_sign_in_goes_before_credential_process_and_expired_keys(string lines, string code)
    {
        _home.WriteCredentials(Static.Section("a", Past)).WriteConfig(
            $"[profile a]\n{lines}\ncredential_process = this-is-never-run\n"
            + "[sso-session s]\nsso_start_url = https://d-0123456789.awsapps.com/start\nsso_region = eu-west-1\n");

        await _home.RefusesAsync(code, "a");
    }

    [Fact]
    public async Task Half_a_pair_is_an_error_and_not_passed_over()
    {
        _home.WriteCredentials("[a]\naws_access_key_id = AKIAEXAMPLE000000001\ncredential_process = this-is-never-run\n");

        await _home.RefusesAsync(KeepaliveErrorCode.KeyPairIncomplete, "a");
    }
}
