using System.Globalization;
using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

public sealed class SessionReaderTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Temporary();

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("2026-11-21T15:00:00Z", SessionVerdict.Valid)]
    [InlineData("2026-11-21T12:30:01Z", SessionVerdict.Valid)]
    [InlineData("2026-11-21T12:30:00Z", SessionVerdict.EndsSoon)]
    [InlineData("2026-11-21T12:01:00Z", SessionVerdict.EndsSoon)]
    [InlineData("2026-11-21T12:00:59Z", SessionVerdict.Expired)]
    [InlineData("2026-11-21T12:00:00Z", SessionVerdict.Expired)]
    [InlineData("2020-01-01T00:00:00Z", SessionVerdict.Expired)]
    public async Task The_verdict_follows_from_what_is_left(string end, SessionVerdict verdict)
    {
        _home.WriteCredentials(Keys.Section("a", $"expiration = {end}"));

        SessionSnapshot report = await InspectAsync("a");

        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(verdict != SessionVerdict.Expired, report.IsUsable);
        Assert.Equal(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture) - FakeClock.Noon, report.Remaining);
        Assert.Equal(verdict, All().Single().Verdict);
    }

    [Theory]
    [InlineData("2026-11-21T15:00:00Z")]
    [InlineData("2020-01-01T00:00:00Z")]
    public async Task A_name_that_Claudes_own_SDK_cant_see_is_noted_for_one_and_for_all(string end)
    {
        _home.WriteCredentials(Keys.Section("a b", $"expiration = {end}"));

        Assert.Contains("can't see a profile of this name", (await InspectAsync("a b")).Note, StringComparison.Ordinal);
        Assert.Contains("can't see a profile of this name", All().Single().Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_key_without_known_end_is_unknown()
    {
        _home.WriteCredentials(Keys.Section("a"));

        SessionSnapshot report = await InspectAsync("a");

        Assert.Equal((SessionVerdict.Unknown, null, null, true), (report.Verdict, report.Remaining, report.Expires, report.IsUsable));
    }

    [Fact]
    public async Task A_long_lived_key_is_called_so()
    {
        _home.WriteCredentials(TestKeys.LongLived().Section("a"));

        Assert.Equal(SessionVerdict.LongLived, (await InspectAsync("a")).Verdict);
    }

    [Fact]
    public async Task A_report_tells_where_everything_came_from()
    {
        _home.Variables["AWS_PROFILE"] = "a";
        _home.WriteCredentials(Keys.Section("a", "expiration = 2026-11-21 15:00:00"));

        SessionSnapshot report = await InspectAsync(null);

        Assert.Equal(new SessionSnapshot
        {
            Settings = KeepaliveConfiguration.Default,
            Renewal = SessionRenewal.Person,
            Left = TimeSpan.FromHours(3),
            Profile = "a",
            ChosenBy = "AWS_PROFILE",
            Source = CredentialSourceKind.CredentialsFile,
            Location = $"{_home.CredentialsPath}, line 2",
            MaskedAccessKeyId = "ASIA****0001",
            Expires = FakeClock.Noon.AddHours(3),
            ExpirySource = $"expiration, {_home.CredentialsPath}, line 5",
            ExpiryDoubt = "the value has no time zone and was read as UTC",
            Remaining = TimeSpan.FromHours(3),
            Verdict = SessionVerdict.Valid,
        }, report);
    }

    [Fact]
    public void A_report_holds_no_secret()
    {
        _home.WriteCredentials(Keys.Section("a", "expiration = 2026-11-21T15:00:00Z"));

        string text = $"{All().Single()}";

        Assert.DoesNotContain(Keys.SecretAccessKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.SessionToken!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.AccessKeyId, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_profile_is_an_error() =>
        await HomeExtensions.FailsAsync(() => InspectAsync("a"), KeepaliveErrorCode.ProfileNotFound);

    [Fact]
    public void A_list_starts_no_process()
    {
        string marker = Path.Combine(_home.Folder, "marker");
        _home.WriteCredentials(Keys.Section("a", "expiration = 2020-01-01T00:00:00Z", $"credential_process = touch \"{marker}\""))
            .WriteConfig($"[profile b]\ncredential_process = touch \"{marker}\"\n");

        List<SessionSnapshot> reports = All();

        Assert.Equal([SessionVerdict.NotAsked, SessionVerdict.NotAsked], reports.Select(report => report.Verdict));
        Assert.Equal([$"{_home.CredentialsPath}, line 6", $"{_home.ConfigPath}, line 2"], reports.Select(report => report.Location));
        Assert.False(File.Exists(marker));
    }

    [Theory]
    [InlineData("role_arn = r\nsource_profile = b", CredentialSourceKind.AssumeRole, SessionVerdict.Unusable, KeepaliveErrorCode.RoleSourceNotFound)]
    [InlineData("role_arn = r\nweb_identity_token_file = f", CredentialSourceKind.WebIdentity, SessionVerdict.NotAsked, null)]
    [InlineData(
        "sso_start_url = https://d-1.awsapps.com/start\nsso_region = r\nsso_account_id = 1\nsso_role_name = r", CredentialSourceKind.SingleSignOn,
        SessionVerdict.Unusable, KeepaliveErrorCode.SignInRequired)]
    [InlineData("login_session = l", CredentialSourceKind.Login, SessionVerdict.Unusable, KeepaliveErrorCode.SignInRequired)]
    [InlineData("credential_process = p", CredentialSourceKind.CredentialProcess, SessionVerdict.NotAsked, null)]
    public void A_list_names_the_source_it_did_not_ask_and_what_is_known_to_be_wrong_with_it(string lines, CredentialSourceKind source, SessionVerdict verdict, string? code)
    {
        _home.WriteConfig($"[profile a]\n{lines}\n");

        SessionSnapshot session = All().Single();

        Assert.Equal((source, verdict, code, false), (session.Source, session.Verdict, session.ErrorCode, session.IsUsable));
        Assert.StartsWith(_home.ConfigPath, session.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a]\n", KeepaliveErrorCode.CredentialNotFound)]
    [InlineData("[a]\naws_access_key_id = ASIAEXAMPLE000000001\n", KeepaliveErrorCode.KeyPairIncomplete)]
    [InlineData("[a]\naws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = s\n", KeepaliveErrorCode.SessionTokenMissing)]
    [InlineData("[a]\naws_access_key_id = a b\naws_secret_access_key = s\n", KeepaliveErrorCode.CredentialMalformed)]
    [InlineData("[a]\nnonsense\n", KeepaliveErrorCode.ProfileFileInvalid)]
    public void A_list_goes_on_behind_a_profile_that_is_broken(string broken, string code)
    {
        _home.WriteCredentials(broken + Keys.Section("b"));

        List<SessionSnapshot> reports = All();

        Assert.Equal((SessionVerdict.Unusable, code, false), (reports[0].Verdict, reports[0].ErrorCode, reports[0].IsUsable));
        Assert.NotEmpty(reports[0].Note!);
        Assert.Equal(SessionVerdict.Unknown, reports[1].Verdict);
    }

    [Fact]
    public void A_name_that_claude_code_can_t_see_is_noted()
    {
        _home.WriteCredentials(Keys.Section("a b") + Keys.Section("a"));

        List<SessionSnapshot> reports = All();

        Assert.Contains("can't see", reports[0].Note, StringComparison.Ordinal);
        Assert.Null(reports[1].Note);
    }

    [Fact]
    public void A_list_of_no_files_is_empty() => Assert.Empty(All());

    [Fact]
    public void A_list_of_a_file_that_can_t_be_read_is_an_error()
    {
        Directory.CreateDirectory(_home.CredentialsPath);

        Assert.Equal(KeepaliveErrorCode.ProfileFileUnreadable, Assert.Throws<KeepaliveException>(() => All()).Code);
    }

    [Fact]
    public void A_list_of_10_000_profiles_holds_each()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++)
        {
            text.Append(TestKeys.Temporary(i, 100).Section($"account-{i}", "expiration = 2026-11-21T15:00:00Z"));
        }

        _home.WriteCredentials(text.ToString()).WriteConfig("[profile account-5]\nregion = r\n[profile last]\n");

        Assert.Equal(10_000, All().Count(report => report.Verdict == SessionVerdict.Valid));
        Assert.Equal("last", All()[^1].Profile);
    }

    [Fact]
    public async Task A_session_that_is_long_enough_is_let_pass()
    {
        _home.WriteCredentials(Keys.Section("a", "expiration = 2026-11-21T13:00:00Z"));

        Assert.Equal(TimeSpan.FromHours(1), (await RequireAsync(TimeSpan.FromHours(1))).Remaining);
    }

    [Theory]
    [InlineData("2026-11-21T12:59:59Z")]
    [InlineData("2026-11-21T11:00:00Z")]
    public async Task A_session_that_is_too_short_is_refused(string end)
    {
        _home.WriteCredentials(Keys.Section("a", $"expiration = {end}"));

        await HomeExtensions.FailsAsync(() => RequireAsync(TimeSpan.FromHours(1)), KeepaliveErrorCode.CredentialExpired);
    }

    [Fact]
    public async Task A_session_without_known_end_is_let_pass()
    {
        _home.WriteCredentials(Keys.Section("a"));

        Assert.Equal(SessionVerdict.Unknown, (await RequireAsync(TimeSpan.FromHours(1))).Verdict);
    }

    private List<SessionSnapshot> All() => [.. _home.Reader().LookAll()];

    private Task<SessionSnapshot> InspectAsync(string? profile) =>
        _home.Reader().ReadAsync(profile, Deadline.After(_home.Clock, HomeExtensions.AmpleTime), TestContext.Current.CancellationToken);

    private Task<SessionSnapshot> RequireAsync(TimeSpan minimum) =>
        _home.Reader().RequireAsync("a", minimum, Deadline.After(_home.Clock, HomeExtensions.AmpleTime), TestContext.Current.CancellationToken);
}
