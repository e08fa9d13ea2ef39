using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

public sealed class AssumedRoleSourceTests : IDisposable
{
    private const string Base = "[profile base]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = s\n";

    private static readonly string Dev = Role("dev", "base");

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;
    private readonly FakeSecurityTokens _sts;

    public AssumedRoleSourceTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _home.Variables["USER"] = "jürgen o'neill";
        _sts = new FakeSecurityTokens(_clock);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Assumes_the_role_once_and_serves_it_from_the_cache()
    {
        _home.WriteConfig(Base + Dev);

        AwsCredential first = await GetAsync("dev");
        AwsCredential second = await GetAsync("dev");

        Assert.Equal(("ASIAROLE0000000001", true, false), (first.AccessKeyId, first.WasRenewed, second.WasRenewed));
        Assert.Equal((first.AccessKeyId, first.SessionToken), (second.AccessKeyId, second.SessionToken));
        Assert.Equal((CredentialSourceKind.AssumeRole, "dev"), (second.Origin.Kind, second.Profile));
        Assert.Equal(_clock.GetUtcNow().AddHours(1), second.Expiry!.Instant);
        Assert.Equal(("arn:aws:iam::123456789012:role/dev", "claude-aws-j-rgen-o-neill", null, "AKIAEXAMPLE000000001"), Assert.Single(_sts.Calls));
    }

    [Fact]
    public async Task Each_role_of_a_chain_is_kept_so_that_a_second_role_of_it_asks_once()
    {
        _home.WriteConfig(Base + Role("hub", "base") + Role("a", "hub") + Role("b", "hub"));

        await GetAsync("a");
        await GetAsync("b");

        Assert.Equal(
            [("hub", "AKIAEXAMPLE000000001"), ("a", "ASIAROLE0000000001"), ("b", "ASIAROLE0000000001")],
            _sts.Calls.Select(call => (call.Role.Split('/')[1], call.Source)));
    }

    [Fact]
    public async Task Renews_a_quarter_of_an_hour_ahead()
    {
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");
        _clock.Advance(TimeSpan.FromMinutes(44));
        Assert.Equal("ASIAROLE0000000001", (await GetAsync("dev")).AccessKeyId);

        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev")).AccessKeyId);
    }

    [Fact]
    public async Task A_short_session_is_renewed_at_half_its_life()
    {
        _sts.Lifetime = TimeSpan.FromMinutes(15);
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");
        _clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal("ASIAROLE0000000001", (await GetAsync("dev")).AccessKeyId);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev")).AccessKeyId);
    }

    [Fact]
    public async Task A_living_role_serves_while_STS_is_away_but_not_in_its_last_minute()
    {
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");
        _sts.OnAssume = (_, _, _) => KeepaliveErrors.TimedOut("The network", TimeSpan.FromSeconds(1), null);
        _clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("ASIAROLE0000000001", (await GetAsync("dev")).AccessKeyId);

        _clock.Advance(TimeSpan.FromSeconds(541));
        await HomeExtensions.FailsAsync(() => GetAsync("dev"), KeepaliveErrorCode.TimedOut);
    }

    [Fact]
    public async Task A_role_that_AWS_refuses_is_never_served_again()
    {
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");

        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev", "ASIAROLE0000000001")).AccessKeyId);
        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev", "ASIAROLE0000000001")).AccessKeyId);
    }

    [Theory]
    [InlineData("external_id = other")]
    [InlineData("role_session_name = other")]
    [InlineData("duration_seconds = 7200")]
    [InlineData("source_identity = other")]
    [InlineData("session_tags = a=b")]
    [InlineData("transitive_session_tags = a")]
    [InlineData("region = eu-west-1")]
    [InlineData("endpoint_url = https://example.com")]
    public async Task Whatever_decides_the_credential_makes_another_one(string line)
    {
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");
        _home.WriteConfig(Base + Dev + line + "\n");

        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev")).AccessKeyId);
        _home.WriteConfig(Base + Dev);
        Assert.Equal("ASIAROLE0000000001", (await GetAsync("dev")).AccessKeyId);
    }

    [Fact]
    public async Task Another_key_of_the_source_or_another_endpoint_makes_another_one()
    {
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");
        _home.WriteConfig(Base.Replace("01\n", "02\n", StringComparison.Ordinal) + Dev);
        Assert.Equal("AKIAEXAMPLE000000002", await SourceOfNewAsync());

        _home.Variables["AWS_ENDPOINT_URL_STS"] = "https://example.com";
        Assert.Equal("AKIAEXAMPLE000000002", await SourceOfNewAsync());

        async Task<string> SourceOfNewAsync()
        {
            int calls = _sts.Calls.Count;
            await GetAsync("dev");
            return Assert.Single(_sts.Calls.Skip(calls)).Source;
        }
    }

    [Fact]
    public async Task Two_profiles_of_the_same_role_and_source_share_one_credential()
    {
        _home.WriteConfig(Base + Dev + Dev.Replace("[profile dev]", "[profile twin]", StringComparison.Ordinal));

        Assert.Equal((await GetAsync("dev")).AccessKeyId, (await GetAsync("twin")).AccessKeyId);
        Assert.Single(_sts.Calls);
    }

    [Fact]
    public async Task A_duration_that_AWS_refuses_steps_down_and_is_remembered_for_the_role()
    {
        _sts.OnAssume = (_, session, _) => session.DurationSeconds > 14400 ? KeepaliveErrors.RoleDurationTooLong("dev", "r") : null;
        _home.WriteConfig(Base + Dev + "duration_seconds = 43200\n");
        await GetAsync("dev");
        Assert.Equal([43200, 28800, 14400], _sts.Calls.Select(call => call.Seconds));

        _home.WriteConfig(Base + Dev + "duration_seconds = 40000\n");
        await GetAsync("dev");
        Assert.Equal([43200, 28800, 14400, 14400], _sts.Calls.Select(call => call.Seconds));

        _clock.Advance(TimeSpan.FromDays(8));
        await GetAsync("dev");
        Assert.Equal(40000, _sts.Calls[4].Seconds);
    }

    [Fact]
    public async Task A_role_assumed_with_a_role_asks_for_one_hour_at_most()
    {
        _home.WriteConfig(Base + Role("hub", "base") + "duration_seconds = 7200\n" + Role("a", "hub") + "duration_seconds = 7200\n");

        await GetAsync("a");

        Assert.Equal([7200, 3600], _sts.Calls.Select(call => call.Seconds));
    }

    [Fact]
    public async Task A_key_of_a_role_that_was_revoked_is_replaced_once()
    {
        _home.WriteConfig(Base + Role("hub", "base") + Role("a", "hub"));
        await GetAsync("hub");
        _sts.OnAssume = (_, _, source) => source.AccessKeyId == "ASIAROLE0000000001" ? KeepaliveErrors.RoleSourceRejected("a", "r", "hub", "it has expired") : null;

        Assert.Equal("ASIAROLE0000000004", (await GetAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task Keys_of_the_source_that_have_expired_are_told_and_never_sent()
    {
        _home.WriteConfig(Dev).WriteCredentials(TestKeys.Temporary().Section("base", "expiration = 2026-11-21T11:00:00Z"));

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync("dev"), KeepaliveErrorCode.CredentialExpired);

        Assert.Contains("'base'", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_sts.Calls);
    }

    [Fact]
    public async Task Keys_of_the_environment_assume_a_role_whose_credential_source_names_them()
    {
        _home.Variables["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE000000007";
        _home.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
        _home.WriteConfig("[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/dev\ncredential_source = Environment\n");

        await GetAsync("dev");

        Assert.Equal("AKIAEXAMPLE000000007", Assert.Single(_sts.Calls).Source);
    }

    [Fact]
    public async Task The_program_of_a_source_runs_only_when_the_role_is_assumed()
    {
        string line = $"credential_process = {ShellProcess.Prints(_home, ShellProcess.Json(TestKeys.Temporary(3)))}";
        _home.WriteConfig($"[profile base]\n{line}\n{Dev}");
        await GetAsync("dev");
        Assert.Equal(TestKeys.Temporary(3).AccessKeyId, Assert.Single(_sts.Calls).Source);

        _home.WriteConfig($"[profile base]\n{line}\n{Dev}");
        await GetAsync("dev");
        Assert.Single(_sts.Calls);
    }

    [Fact]
    public async Task A_credential_is_kept_for_its_owner_alone_and_holds_no_key_of_the_source()
    {
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");

        string file = Assert.Single(Directory.EnumerateFiles(_home.Folder, "*.role", SearchOption.AllDirectories));
        Assert.Contains($"{Path.DirectorySeparatorChar}roles{Path.DirectorySeparatorChar}", file, StringComparison.Ordinal);
        Assert.DoesNotContain("s\n[", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("claude-aws role 1\n")]
    [InlineData("{\"Version\":1}")]
    public async Task A_kept_file_that_cant_be_read_is_as_good_as_none(string content)
    {
        _home.WriteConfig(Base + Dev);
        await GetAsync("dev");
        string file = Assert.Single(Directory.EnumerateFiles(_home.Folder, "*.role", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev")).AccessKeyId);
    }

    [Fact]
    public async Task A_state_folder_that_cant_be_used_costs_time_and_nothing_else()
    {
        string file = Path.Combine(_home.Folder, "a-file");
        await File.WriteAllTextAsync(file, string.Empty, TestContext.Current.CancellationToken);
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(file, "below");
        _home.WriteConfig(Base + Dev);

        Assert.Equal("ASIAROLE0000000001", (await GetAsync("dev")).AccessKeyId);
        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev")).AccessKeyId);
    }

    [Fact]
    public async Task A_hundred_sessions_on_an_ended_role_ask_once()
    {
        TimeProvider clock = TimeProvider.System;
        var sts = new FakeSecurityTokens(clock);
        _home.WriteConfig(Base + Dev);

        AwsCredential[] credentials = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Resolver(clock, sts).ResolveAsync(
            new ProfileChoice("dev", "the test", IsNamed: true), Deadline.After(clock, TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken).AsTask())));

        Assert.Single(credentials.Select(credential => credential.AccessKeyId).Distinct());
        Assert.Single(sts.Calls);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_that_waited_and_asked_for_again_afterwards()
    {
        _home.WriteConfig(Base + Dev);
        _sts.OnAssume = (_, _, _) => KeepaliveErrors.RoleNotAllowed("dev", "r", "base");
        await HomeExtensions.FailsAsync(() => GetAsync("dev"), KeepaliveErrorCode.RoleNotAllowed);
        _sts.OnAssume = null;

        Assert.Equal("ASIAROLE0000000002", (await GetAsync("dev")).AccessKeyId);
    }

    [Fact]
    public async Task A_web_identity_token_is_read_anew_for_each_request_and_can_assume_a_further_role()
    {
        string file = Path.Combine(_home.Folder, "token");
        _home.Write(file, "token.one\n"u8);
        _home.WriteConfig($"[profile base]\nrole_arn = arn:aws:iam::123456789012:role/pod\nrole_session_name = pod\nweb_identity_token_file = {file}\n{Dev}");
        await GetAsync("dev");
        Assert.Equal("ASIAWEBI0000000001", Assert.Single(_sts.Calls).Source);

        _home.Write(file, "token.two"u8);
        _clock.Advance(TimeSpan.FromMinutes(50));
        await GetAsync("base");
        Assert.Equal([("arn:aws:iam::123456789012:role/pod", "pod", "token.one"), ("arn:aws:iam::123456789012:role/pod", "pod", "token.two")], _sts.WebIdentities);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("two words", "it does not contain a token")]
    public async Task A_token_file_without_a_token_is_told(string content, string words)
    {
        string file = Path.Combine(_home.Folder, "token");
        _home.Write(file, System.Text.Encoding.ASCII.GetBytes(content));
        _home.WriteConfig($"[profile base]\nrole_arn = arn:aws:iam::123456789012:role/pod\nweb_identity_token_file = {file}\n");

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync("base"), KeepaliveErrorCode.WebIdentityTokenUnreadable);

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_peeked_at_without_a_call()
    {
        _home.WriteConfig(Base + Dev);
        var resolver = Resolver(_clock, _sts);
        AwsProfile profile = await _home.ReadProfileAsync("dev");
        Assert.Equal((null, CredentialSourceKind.AssumeRole), resolver.Peek(profile));

        await GetAsync("dev");
        Assert.Equal("ASIAROLE0000000001", resolver.Peek(profile).Credential?.AccessKeyId);
        Assert.Single(_sts.Calls);
    }

    private static string Role(string name, string source) => $"[profile {name}]\nrole_arn = arn:aws:iam::123456789012:role/{name}\nsource_profile = {source}\n";

    private CredentialResolver Resolver(TimeProvider clock, FakeSecurityTokens sts) => new(_home.Environment, KeepaliveConfiguration.Default, clock) { SecurityTokens = _ => sts };

    private Task<AwsCredential> GetAsync(string profile, string? refusedKey = null) => Resolver(_clock, _sts).ResolveAsync(
        new ProfileChoice(profile, "the test", IsNamed: true), refusedKey, Deadline.After(_clock, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken).AsTask();
}
