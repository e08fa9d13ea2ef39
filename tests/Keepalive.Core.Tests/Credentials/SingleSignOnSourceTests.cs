using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Core.Tests.IdentityCenter;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

public sealed class SingleSignOnSourceTests : IDisposable
{
    private readonly SignedInHome _home = new SignedInHome().WriteToken(TimeSpan.FromMinutes(50));

    [Fact]
    public async Task Gets_the_role_once_and_serves_it_from_the_cache()
    {
        AwsCredential first = await _home.GetCredentialAsync();
        AwsCredential second = await _home.GetCredentialAsync();

        Assert.Equal("ASIAROLE000000000001", first.AccessKeyId);
        Assert.Equal(first.SessionToken, second.SessionToken);
        Assert.Equal(1, _home.Center.RoleCalls);
        Assert.Equal((true, false), (first.WasRenewed, second.WasRenewed));
        Assert.Equal(_home.Clock.GetUtcNow().AddHours(1), second.Expiry!.Instant);
    }

    [Fact]
    public async Task A_sign_out_while_the_role_is_asked_for_leaves_no_role_behind()
    {
        _home.Center.OnRole = _ =>
        {
            File.Delete(_home.TokenFile);
            return null;
        };

        await HomeExtensions.FailsAsync(() => _home.GetCredentialAsync(), KeepaliveErrorCode.SignInRequired);

        Assert.Empty(Directory.EnumerateFiles(_home.Home.Folder, "*123456789012*.json", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(null, "claude-aws login --profile work", "work")]
    [InlineData("work", "'claude-aws login' (", "corp")]
    public async Task Who_is_signed_out_reads_the_command_that_signs_in_to_this_profile(string? profileInUse, string command, string target)
    {
        File.Delete(_home.TokenFile);
        if (profileInUse is not null)
        {
            _home.Home.Variables["AWS_PROFILE"] = profileInUse;
        }

        KeepaliveException error = await _home.Home.RefusesAsync(KeepaliveErrorCode.SignInRequired, "work");

        Assert.Contains(command, error.Advice, StringComparison.Ordinal);
        Assert.Equal(target, error.Target);
    }

    [Fact]
    public async Task Renews_a_role_a_quarter_of_an_hour_ahead()
    {
        await _home.GetCredentialAsync();
        _home.Clock.Advance(TimeSpan.FromMinutes(46));

        Assert.Equal("ASIAROLE000000000002", (await _home.GetCredentialAsync()).AccessKeyId);
    }

    [Fact]
    public async Task Renews_a_role_as_far_ahead_as_is_configured_but_never_later_than_that()
    {
        await _home.GetCredentialAsync();
        _home.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("ASIAROLE000000000001", (await _home.GetCredentialAsync(renewAhead: TimeSpan.FromMinutes(5))).AccessKeyId);
        Assert.Equal("ASIAROLE000000000002", (await _home.GetCredentialAsync(renewAhead: TimeSpan.FromMinutes(45))).AccessKeyId);

        _home.Clock.Advance(TimeSpan.FromMinutes(46));
        Assert.Equal("ASIAROLE000000000003", (await _home.GetCredentialAsync(renewAhead: TimeSpan.FromMinutes(5))).AccessKeyId);
    }

    [Fact]
    public async Task A_role_that_AWS_refuses_is_never_served_again()
    {
        await _home.GetCredentialAsync();
        Assert.Equal("ASIAROLE000000000002", (await _home.GetCredentialAsync("ASIAROLE000000000001")).AccessKeyId);
        Assert.Equal("ASIAROLE000000000002", (await _home.GetCredentialAsync("ASIAROLE000000000001")).AccessKeyId);

        _home.Center.OnRole = _ => KeepaliveErrors.TimedOut("The network", TimeSpan.FromSeconds(1), null);
        await HomeExtensions.FailsAsync(() => _home.GetCredentialAsync("ASIAROLE000000000002"), KeepaliveErrorCode.TimedOut);
    }

    [Fact]
    public async Task A_living_role_serves_while_the_service_is_away_but_not_in_its_last_minute()
    {
        await _home.GetCredentialAsync();
        _home.Center.OnRole = _ => KeepaliveErrors.TimedOut("The network", TimeSpan.FromSeconds(1), null);
        _home.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("ASIAROLE000000000001", (await _home.GetCredentialAsync()).AccessKeyId);

        _home.Clock.Advance(TimeSpan.FromSeconds(541));
        await HomeExtensions.FailsAsync(() => _home.GetCredentialAsync(), KeepaliveErrorCode.TimedOut);
    }

    [Fact]
    public async Task A_token_revoked_before_its_time_is_renewed_and_the_role_asked_for_again()
    {
        _home.Center.OnRole = token => token.AccessToken == "access-1" ? KeepaliveErrors.AccessTokenRejected("corp") : null;

        Assert.StartsWith("ASIAROLE", (await _home.GetCredentialAsync()).AccessKeyId, StringComparison.Ordinal);
        Assert.Equal(1, _home.Center.Refreshes);
    }

    [Fact]
    public async Task A_state_folder_that_cant_be_used_costs_time_and_nothing_else()
    {
        string file = Path.Combine(_home.Home.Folder, "a-file");
        await File.WriteAllTextAsync(file, string.Empty, TestContext.Current.CancellationToken);
        _home.Home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(file, "below");

        Assert.Equal("ASIAROLE000000000001", (await _home.GetCredentialAsync()).AccessKeyId);
        Assert.Equal("ASIAROLE000000000002", (await _home.GetCredentialAsync()).AccessKeyId);
    }

    [Fact]
    public async Task A_role_that_is_not_assigned_is_no_reason_to_sign_in()
    {
        _home.Center.OnRole = _ => KeepaliveErrors.RoleNotAssigned("work");

        await HomeExtensions.FailsAsync(() => _home.GetCredentialAsync(), KeepaliveErrorCode.RoleNotAssigned);
        Assert.Equal(0, _home.Center.Refreshes);
    }

    [Theory]
    [InlineData("[profile work]\nsso_session = nope\n", "there is no section [sso-session nope]")]
    [InlineData("[profile work]\nsso_session = corp\nsso_role_name = r\n[sso-session corp]\nsso_start_url = https://x\nsso_region = r\n", "sso_account_id is missing")]
    [InlineData("[profile work]\nsso_start_url = https://x\nsso_account_id = 1\nsso_role_name = r\n", "sso_region is missing")]
    public async Task A_profile_that_lacks_something_says_what(string config, string words)
    {
        _home.Home.WriteConfig(config);

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => _home.GetCredentialAsync(), KeepaliveErrorCode.SsoConfigurationInvalid);

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_sessions_on_an_ended_token_make_one_renewal_and_one_role_call()
    {
        // Real time: a hundred waiters would each move a fake clock on.
        TimeProvider clock = TimeProvider.System;
        var center = new FakeIdentityCenter(clock);
        _home.WriteTokenText("""{"accessToken": "access-1", "expiresAt": "2001-01-01T00:00:00Z", "clientId": "c", "clientSecret": "s", "refreshToken": "refresh-1"}""");
        AwsProfile profile = await _home.Home.ReadProfileAsync("work");

        AwsCredential[] credentials = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            var source = new SingleSignOnSource(_home.Home.Environment, (_, _) => center, AwsClock.Read(_home.Home.Environment, clock));
            var request = new CredentialRequest(profile, null, Deadline.After(clock, TimeSpan.FromMinutes(2)));
            return await source.GetAsync(request, TestContext.Current.CancellationToken);
        })));

        Assert.Single(credentials.Select(credential => credential.AccessKeyId).Distinct());
        Assert.Equal((1, 1), (center.Refreshes, center.RoleCalls));
    }

    public void Dispose() => _home.Dispose();
}
