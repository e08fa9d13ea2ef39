using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>A profile that stands for another one, as set-up writes it for Claude Code's default chain.</summary>
public sealed class SourceProfileTests : IDisposable
{
    private const string Ours = "[profile claude-aws]\ncredential_process = claude-aws export --format process --profile work\nclaude_aws_source = work\nregion = eu-west-1\n";

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_gives_what_the_other_has_and_starts_nothing()
    {
        _home.WriteConfig(Ours).WriteCredentials(TestKeys.Temporary().Section("work"));
        _home.Variables["AWS_PROFILE"] = "claude-aws";

        AwsCredential credential = await _home.ResolveAsync();

        Assert.Equal((TestKeys.Temporary().AccessKeyId, "work"), (credential.AccessKeyId, credential.Profile));
    }

    [Fact]
    public async Task Status_tells_how_the_other_was_found()
    {
        _home.WriteConfig(Ours).WriteCredentials(TestKeys.Temporary().Section("work"));
        _home.Variables["AWS_PROFILE"] = "claude-aws";

        SessionSnapshot report = await _home.Reader().ReadAsync(null, Deadline.After(_home.Clock, HomeExtensions.AmpleTime), TestContext.Current.CancellationToken);

        Assert.Equal(("work", "claude_aws_source of profile 'claude-aws', chosen by AWS_PROFILE"), (report.Profile, report.ChosenBy));
    }

    [Fact]
    public void In_a_list_it_says_what_it_stands_for()
    {
        _home.WriteConfig(Ours).WriteCredentials(TestKeys.Temporary().Section("work"));

        SessionSnapshot report = Assert.Single(_home.Reader().LookAll(), report => report.Profile == "claude-aws");

        Assert.Equal("uses the credential of 'work'", report.Note);
    }

    [Fact]
    public async Task A_sign_in_goes_to_the_other()
    {
        _home.WriteConfig(Ours + "[profile work]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_start_url = https://x\nsso_region = us-east-1\n");

        SignInProfile login = await SignInProfile.ReadAsync("claude-aws", _home.Environment, _home.Clock, TestContext.Current.CancellationToken);

        Assert.Equal(("work", "corp"), (login.Profile.Name, login.Session.DisplayName));
    }

    [Fact]
    public async Task A_missing_one_is_told_with_who_named_it()
    {
        _home.WriteConfig(Ours);

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "claude-aws");

        Assert.Contains("There is no profile 'work' (chosen by claude_aws_source of profile 'claude-aws', chosen by the command)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude-aws", "it refers to itself")]
    [InlineData("second", "'second' itself uses another profile, 'third'")]
    public async Task It_is_one_step_and_no_circle(string source, string words)
    {
        _home.WriteConfig($"[profile claude-aws]\nclaude_aws_source = {source}\n[profile second]\nclaude_aws_source = third\n[profile third]\nregion = x\n");

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileSourceInvalid, "claude-aws");

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{_home.ConfigPath}, line 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_still_being_written_is_waited_for()
    {
        var clock = new FakeClock();
        using var home = new SyntheticHome(clock);
        home.WriteConfig("[profile work]\nregion = x\n[profile claude-aws]\nclaude_aws_source = wo", TimeSpan.Zero).WriteCredentials(TestKeys.Temporary().Section("work"));
        clock.Waiting = _ => home.WriteConfig("[profile work]\nregion = x\n[profile claude-aws]\nclaude_aws_source = work\n", TimeSpan.FromMinutes(1));

        Assert.Equal("work", (await home.ResolveAsync("claude-aws")).Profile);
    }

    [Fact]
    public async Task A_mistake_in_its_own_lines_is_told()
    {
        _home.WriteConfig("[profile claude-aws]\nclaude_aws_source = work\nwhat is this\n").WriteCredentials(TestKeys.Temporary().Section("work"));

        await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "claude-aws");
    }
}
