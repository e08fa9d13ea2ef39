using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

public sealed class ExportTests : IDisposable
{
    private const string FarAway = "2099-01-01T00:00:00Z";

    private readonly CompanionHome _home = new();

    [Fact]
    [Trait("Migration", "W17")]
    [Trait("Migration", "S10")]
    public async Task Prints_exactly_the_line_that_Claude_Code_takes()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T02:00:00.123456+02:00"));

        Run run = await _home.ExportAsync();

        Assert.Equal((0, Keys.Line(FarAway), string.Empty), (run.ExitStatus, run.Output, run.Errors));
    }

    [Fact]
    public async Task Leaves_Expiration_out_when_nothing_tells_it()
    {
        _home.WriteCredentials(Keys.Profile("default", "whenever"));

        Run run = await _home.ExportAsync("--format", "process");

        Assert.Equal(0, run.ExitStatus);
        Assert.DoesNotContain("Expiration", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_the_credential_process_contract()
    {
        _home.WriteCredentials(Keys.Profile("default", FarAway));

        Run run = await _home.ExportAsync("--format", "process");

        Assert.StartsWith("{\"Version\":1,\"AccessKeyId\":\"ASIATESTTESTTEST0001\",", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"\"Expiration\":\"{FarAway}\"}}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_the_credential_process_of_another_profile()
    {
        _home.WriteCredentials(Keys.Profile("source", FarAway));
        _home.WriteConfig($"[profile bedrock]\ncredential_process = \"{CompanionHome.Companion}\" export --format process --profile source\n");

        Run run = await _home.ExportAsync("--profile", "bedrock");

        Assert.Equal((0, Keys.Line(FarAway)), (run.ExitStatus, run.Output));
    }

    [Fact]
    public async Task A_profile_that_asks_for_itself_is_a_loop_and_not_a_hang()
    {
        _home.WriteConfig($"[profile a]\ncredential_process = \"{CompanionHome.Companion}\" export --format process --profile b\n"
            + $"[profile b]\ncredential_process = \"{CompanionHome.Companion}\" export --format process --profile a\n");

        Run run = await _home.ExportAsync("--profile", "a");

        Assert.Equal((7, string.Empty), (run.ExitStatus, run.Output));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(50)]
    [Trait("Migration", "S10")]
    public async Task Refuses_what_has_expired_or_will_within_a_minute(int seconds)
    {
        _home.WriteCredentials(Keys.Profile("default", Timestamp.Format(DateTimeOffset.UtcNow.AddSeconds(seconds))));

        Run run = await _home.ExportAsync();

        Assert.Equal((3, string.Empty), (run.ExitStatus, run.Output));
        Assert.StartsWith("claude-aws: The credential of profile 'default' ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Sign in again", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_AWS_STS_for_the_session_of_a_long_lived_key_in_Claudes_format_alone()
    {
        _home.Variables["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1"; // Away.
        _home.WriteCredentials($"[default]\naws_access_key_id = AKIATESTTESTTEST0001\naws_secret_access_key = {Keys.Secret}\n");

        Assert.Equal(12, (await _home.ExportAsync()).ExitStatus);
        Assert.Equal(0, (await _home.ExportAsync("--format", "process")).ExitStatus);
    }

    [Fact]
    public async Task Shell_assignments_make_a_shell_that_has_the_keys_and_no_profile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh is not part of Windows");
        _home.WriteCredentials(Keys.Profile("default", FarAway));

        Run run = await _home.ShellAsync("""
            AWS_PROFILE=default; export AWS_PROFILE
            eval "$("$1" export --format env)"
            printf '%s|%s|%s|%s|%s' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN" "$AWS_CREDENTIAL_EXPIRATION" "${AWS_PROFILE-gone}"
            """);

        Assert.Equal($"ASIATESTTESTTEST0001|{Keys.Secret}|{Keys.Token}|{FarAway}|gone", run.Output);
    }

    [Theory]
    [InlineData("--profil", "x")]
    [InlineData("--format", "yaml")]
    [InlineData("--timeout", "0")]
    [InlineData("--timeout", "soon")]
    [InlineData("--profile")]
    [InlineData("default")]
    public async Task Wrong_usage_is_64_with_nothing_on_standard_output(params string[] options)
    {
        _home.WriteCredentials(Keys.Profile("default", FarAway));

        Run run = await _home.ExportAsync(options);

        Assert.Equal((64, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("claude-aws export --help", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--profile=other")]
    [InlineData("-p", "other")]
    public async Task Spellings_that_the_short_way_does_not_know_go_the_long_way(params string[] options)
    {
        _home.WriteCredentials(Keys.Profile("other", FarAway));

        Run run = await _home.ExportAsync(options);

        Assert.Equal((0, Keys.Line(FarAway)), (run.ExitStatus, run.Output));
    }

    [Fact]
    public async Task The_configuration_file_chooses_profile_and_expiry_key()
    {
        string path = Path.Combine(_home.Folder, "settings.json");
        CompanionHome.WriteRested(path, "{ // mine\n \"profile\": \"work\", \"expirationField\": \"until\", }");
        _home.Variables["CLAUDE_AWS_CONFIG"] = path;
        _home.WriteCredentials(Keys.Profile("work", "2001-01-01T00:00:00Z") + "until = 2099-01-01T00:00:00Z\n");

        Assert.Equal(Keys.Line(FarAway), (await _home.ExportAsync()).Output);
    }

    [Fact]
    [Trait("Migration", "S4")]
    public async Task A_configuration_file_that_is_no_JSON_is_named_with_its_line()
    {
        string path = Path.Combine(_home.Folder, "settings.json");
        CompanionHome.WriteRested(path, "{\n \"profile\": \n}");
        _home.Variables["CLAUDE_AWS_CONFIG"] = path;

        Run run = await _home.ExportAsync();

        Assert.Equal(11, run.ExitStatus);
        Assert.Contains($"{path} can't be used: line 3", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();
}
