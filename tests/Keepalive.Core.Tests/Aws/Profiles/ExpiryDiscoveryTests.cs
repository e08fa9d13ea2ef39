using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

public sealed class ExpiryDiscoveryTests : IDisposable
{
    private const string Late = "2026-11-21T15:00:00Z";
    private const string Early = "2026-11-21T13:00:00Z";

    private static readonly DateTimeOffset At15 = FakeClock.Noon.AddHours(3);

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("x_security_token_expires")]
    [InlineData("aws_session_expiration")]
    [InlineData("aws_expiration")]
    [InlineData("aws_credential_expiration")]
    [InlineData("x-expiration")]
    [InlineData("awsmyid_session_expiration")]
    [InlineData("expiration")]
    [Trait("Migration", "W22")]
    [Trait("Migration", "S7")]
    public async Task Finds_the_key_of_every_tool(string key)
    {
        CredentialExpiry? expiry = await ExpiryAsync($"{key} = {Late}");

        Assert.Equal(At15, expiry?.Instant);
        Assert.Equal($"{key}, {_home.CredentialsPath}, line 5", expiry?.Source);
        Assert.Null(expiry?.Doubt);
    }

    [Theory]
    [InlineData("# Expires: 2026-11-21T15:00:00Z")]
    [InlineData("#Expires:2026-11-21T15:00:00Z")]
    [InlineData("  ; expires: 2026-11-21 15:00:00 +0000 UTC")]
    [InlineData("# Expires: 2026-11-21 08:00:00 -0700 MST")]
    public async Task Finds_the_comment_of_aws_sso_cli(string line)
    {
        CredentialExpiry? expiry = await ExpiryAsync(line);

        Assert.Equal(At15, expiry?.Instant);
        Assert.Contains("line 5", expiry?.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_above_the_header_belongs_to_the_profile_before_it()
    {
        _home.WriteCredentials($"# Expires: {Early}\n" + TestKeys.Temporary().Section("a") + $"# Expires: {Late}\n[b]\n");

        Assert.Equal(At15, (await _home.ResolveAsync("a")).Expiry?.Instant);
    }

    [Fact]
    public async Task Keys_are_found_in_upper_case_too() => Assert.Equal(At15, (await ExpiryAsync($"X_SECURITY_TOKEN_EXPIRES = {Late}"))?.Instant);

    [Fact]
    public async Task No_key_means_unknown() => Assert.Null(await ExpiryAsync("region = r"));

    [Theory]
    [InlineData("x_security_token_expires = soon")]
    [InlineData("x_security_token_expires =")]
    [InlineData("# Expires: never")]
    public async Task Garbage_means_unknown(string line) => Assert.Null(await ExpiryAsync(line));

    [Fact]
    public async Task Garbage_beside_a_good_value_is_passed_over() =>
        Assert.Equal(At15, (await ExpiryAsync("x_security_token_expires = soon", $"expiration = {Late}"))?.Instant);

    [Fact]
    public async Task A_value_without_zone_is_told_as_doubt() =>
        Assert.Contains("no time zone", (await ExpiryAsync("expiration = 2026-11-21 15:00:00"))?.Doubt, StringComparison.Ordinal);

    [Fact]
    public async Task Of_several_that_disagree_the_latest_counts_with_doubt()
    {
        CredentialExpiry? expiry = await ExpiryAsync($"x_security_token_expires = {Late}", $"aws_expiration = {Early}", $"# Expires: {Early}");

        Assert.Equal(At15, expiry?.Instant);
        Assert.Contains("different expiry values", expiry?.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latest_counts_also_if_its_tool_is_the_last_that_is_looked_for() =>
        Assert.Equal(At15, (await ExpiryAsync($"x_security_token_expires = {Early}", $"aws_expiration = {Early}", $"expiration = {Late}"))?.Instant);

    [Fact]
    public async Task Several_that_agree_to_the_second_raise_no_doubt() =>
        Assert.Null((await ExpiryAsync($"x_security_token_expires = {Late}", "aws_expiration = 2026-11-21T15:00:00.999Z"))!.Doubt);

    [Fact]
    public async Task A_configured_field_wins_over_known_keys() =>
        Assert.Equal(FakeClock.Noon.AddHours(1), (await ConfiguredAsync("my_end", $"expiration = {Late}", $"my_end = {Early}"))?.Instant);

    [Fact]
    public async Task A_configured_field_is_found_whatever_its_case() =>
        Assert.Equal(At15, (await ConfiguredAsync("My_End", $"MY_END = {Late}"))?.Instant);

    [Fact]
    public async Task A_configured_field_with_garbage_means_unknown() => Assert.Null(await ConfiguredAsync("my_end", $"expiration = {Late}", "my_end = soon"));

    [Fact]
    public async Task A_configured_field_that_is_missing_means_unknown() => Assert.Null(await ConfiguredAsync("my_end", $"expiration = {Late}"));

    [Fact]
    public async Task An_expiry_in_the_other_file_does_not_count_for_these_keys()
    {
        _home.WriteConfig($"[profile a]\nexpiration = {Late}\n");

        Assert.Null(await ExpiryAsync("region = r"));
    }

    private Task<CredentialExpiry?> ExpiryAsync(params string[] lines) => ConfiguredAsync(null, lines);

    private async Task<CredentialExpiry?> ConfiguredAsync(string? field, params string[] lines)
    {
        _home.WriteCredentials(TestKeys.Temporary().Section("a", lines));
        return (await _home.ResolveAsync("a", new KeepaliveConfiguration { ExpirationField = field })).Expiry;
    }
}
