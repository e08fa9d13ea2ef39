using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

public sealed class StatusTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Fact]
    public async Task Tells_a_person_what_a_profile_has_and_hides_the_secrets()
    {
        _home.WriteCredentials(Keys.Profile("work", "2099-01-01T00:00:00Z"));
        _home.Variables["AWS_PROFILE"] = "work";

        Run run = await _home.RunAsync("status");

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("work (chosen by AWS_PROFILE)", run.Output, StringComparison.Ordinal);
        Assert.Contains($"ASIA****0001, from credentials file: {_home.CredentialsFile}, line 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("x_security_token_expires", run.Output, StringComparison.Ordinal);
        Assert.Contains("Verdict     valid", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Secret, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Token, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_program_the_same_as_JSON()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01 00:00:00"));

        JsonElement status = await JsonAsync("status", "--json");

        Assert.Equal("default", status.GetProperty("profile").GetString());
        Assert.Equal("2099-01-01T00:00:00Z", status.GetProperty("expires").GetString());
        Assert.Equal("Valid", status.GetProperty("verdict").GetString());
        Assert.True(status.GetProperty("isUsable").GetBoolean());
        Assert.Contains("read as UTC", status.GetProperty("expiryDoubt").GetString(), StringComparison.Ordinal);
        Assert.True(status.GetProperty("remainingSeconds").GetInt64() > 1_000_000);
    }

    [Fact]
    public async Task An_expired_credential_is_an_answer_and_no_failure()
    {
        _home.WriteCredentials(Keys.Profile("default", "2001-01-01T00:00:00Z"));

        JsonElement status = await JsonAsync("status", "--json");

        Assert.Equal("Expired", status.GetProperty("verdict").GetString());
        Assert.True(status.GetProperty("remainingSeconds").GetInt64() < 0);
    }

    [Fact]
    public async Task All_lists_every_profile_and_starts_nothing()
    {
        string marker = Path.Combine(_home.Folder, "started");
        _home.WriteCredentials(Keys.Profile("b", "2099-01-01T00:00:00Z") + Keys.Profile("a b", "2001-01-01T00:00:00Z") + "[empty]\n");
        _home.WriteConfig($"[profile tool]\ncredential_process = touch '{marker}'\n[profile sso]\nsso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r\n");

        JsonElement all = await JsonAsync("status", "--all", "--json");

        Assert.Equal(
            ["b:Valid", "a b:Expired", "empty:Unusable", "tool:NotAsked", "sso:Unusable"],
            all.EnumerateArray().Select(one => $"{one.GetProperty("profile")}:{one.GetProperty("verdict")}"));
        Assert.False(File.Exists(marker));
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z", 0)]
    [InlineData("2001-01-01T00:00:00Z", 3)]
    public async Task Check_answers_with_its_exit_status_alone(string expiry, int status)
    {
        _home.WriteCredentials(Keys.Profile("default", expiry));

        Assert.Equal(new Run(status, string.Empty, string.Empty), await _home.RunAsync("check", "--quiet"));
    }

    [Fact]
    public async Task Check_asks_for_the_time_that_has_to_be_left()
    {
        _home.WriteCredentials(Keys.Profile("default", Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(30))));

        Assert.Equal(0, (await _home.RunAsync("check", "--minimum-remaining", "1200")).ExitStatus);
        Run tooShort = await _home.RunAsync("check", "--minimum-remaining", "2400");
        Assert.Equal(3, tooShort.ExitStatus);
        Assert.Contains("but must be valid for at least 40 min", tooShort.Errors, StringComparison.Ordinal);
        Assert.Equal(3, (await _home.RunAsync("check", "--minimum-remaining", "86400")).ExitStatus);
        Assert.Equal(64, (await _home.RunAsync("check", "--minimum-remaining", "86401")).ExitStatus);
    }

    [Fact]
    public async Task All_and_a_profile_exclude_each_other() =>
        Assert.Equal(64, (await _home.RunAsync("status", "--all", "--profile", "x")).ExitStatus);

    public void Dispose() => _home.Dispose();

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        Run run = await _home.RunAsync(arguments);
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
