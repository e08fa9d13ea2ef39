using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Diagnostics;

public sealed class ExplainerTests : IDisposable
{
    private const string Keys = "aws_access_key_id = ASIAEXAMPLEEXAMPLE01\naws_secret_access_key = S3cr3tThatNobodyMaySee\naws_session_token = S3cr3tThatNobodyMaySee\n";

    private readonly DiagnosticHome _home = new();
    private readonly FakeClock _clock = new();

    // Whoever asks AWS gets no answer, and no request leaves this machine.
    public ExplainerTests() => _home.Set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");

    public static TheoryData<string> Homes => [.. FaultyHomes.All.Keys.Select(name => "faulty: " + name), .. HealthyHomes.All.Keys.Select(name => "healthy: " + name)];

    private SystemEnvironment Environment => new(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows());

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Says_what_an_export_gives(string name)
    {
        Spoil(name);

        CredentialExplanation explanation = await ExplainAsync();
        (AwsCredential? given, string? code) = await ExportAsync();

        Assert.Equal(
            (code, given?.AccessKeyId[^4..], given?.Origin.Kind, Text(given?.Expiry?.Instant)),
            (explanation.ErrorCode, code is null ? explanation.KeyEnding : null, code is null ? explanation.Source : null, Text(explanation.ClientIsTold)));

        // A long-lived key is found, and Claude Code gets its session.
        Assert.Equal(given is null && code != KeepaliveErrorCode.LongLivedKeyRefused && !(code == KeepaliveErrorCode.NetworkUnreachable && explanation is { KeyEnding: not null, Expires: null }) ? 0 : 1, explanation.Steps.Count(step => step is { Topic: ExplanationTopic.Sources, Mark: ExplanationMark.Counts }));
        ExplanationStep client = explanation.Steps.First(step => step.Topic == ExplanationTopic.ClaudeCode);
        Assert.Equal(given is null ? ExplanationMark.Trouble : ExplanationMark.Counts, client.Mark);
        Assert.Contains(code ?? given!.AccessKeyId[^4..], client.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://jane:hunter2@d-1.awsapps.com/start")]
    [InlineData("jane:hunter2@d-1.awsapps.com/start")]
    [InlineData("https:/jane:hunter2@d-1.awsapps.com/start")]
    [InlineData("https://jane:hun/hunter2@d-1.awsapps.com/start")]
    public async Task A_password_in_a_start_URL_is_not_shown_and_the_fault_is_named(string url)
    {
        foreach (string config in (string[])
            [
                $"[default]\nsso_start_url = {url}\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = R\n",
                $"[default]\nsso_session = s\nsso_start_url = {url}\nsso_account_id = 123456789012\nsso_role_name = R\n[sso-session s]\nsso_start_url = {url}\nsso_region = eu-west-1\n",
            ])
        {
            _home.WithConfig(config);

            CredentialExplanation explanation = await ExplainAsync(isOffline: true);

            string text = string.Join('\n', explanation.Steps.Select(step => step.ToString()).Append(explanation.Sentence));
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            Assert.Contains("sso_start_url contains a user name or a password", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Tells_no_secret_and_of_a_key_no_more_than_its_end(string name)
    {
        Spoil(name);

        foreach (CredentialExplanation explanation in (CredentialExplanation[])[await ExplainAsync(), await ExplainAsync(isOffline: true)])
        {
            string text = string.Join('\n', explanation.Steps.Select(step => step.ToString()).Append(explanation.Sentence));
            Assert.DoesNotContain(DiagnosticHome.Secret, text, StringComparison.Ordinal);
            Assert.DoesNotMatch("(AKIA|ASIA)[A-Z0-9]", text);
        }
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Offline_it_never_contradicts_what_asking_tells(string name)
    {
        Spoil(name);

        CredentialExplanation offline = await ExplainAsync(isOffline: true);
        CredentialExplanation asked = await ExplainAsync();

        if (offline.KeyEnding is not null || offline.ErrorCode is not null)
        {
            // The session of a long-lived key comes from AWS STS, which is away here.
            string? code = offline is { ErrorCode: null, ClientIsTold: null, Expires: null } && asked.ErrorCode == KeepaliveErrorCode.NetworkUnreachable ? null : asked.ErrorCode;
            Assert.Equal((code, asked.KeyEnding, asked.Source, Text(asked.ClientIsTold)), (offline.ErrorCode, offline.KeyEnding, offline.Source, Text(offline.ClientIsTold)));
        }
        else
        {
            Assert.Contains(offline.Steps, step => step is { Topic: ExplanationTopic.Sources, Mark: ExplanationMark.Note });
        }
    }

    [Fact]
    public async Task Every_value_has_its_file_and_line()
    {
        string config = _home.Folder + "/.aws/config";
        string credentials = _home.Folder + "/.aws/credentials";
        _home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile).WithCredentials("# mine\n[default]\n" + Keys + "expiration = 2026-11-21T13:00:00Z\naws_expiration = 2026-11-21T14:00:00Z\n");

        CredentialExplanation explanation = await ExplainAsync();

        Assert.Equal(
            [
                (ExplanationTopic.Files, config, 5), (ExplanationTopic.Files, credentials, 2),
                (ExplanationTopic.Sources, credentials, 3), (ExplanationTopic.Sources, credentials, 4), (ExplanationTopic.Sources, credentials, 5),
                (ExplanationTopic.Sources, config, 6), (ExplanationTopic.Sources, config, 6), (ExplanationTopic.Sources, config, 7), (ExplanationTopic.Sources, config, 8),
                (ExplanationTopic.SignIn, config, 2), (ExplanationTopic.SignIn, config, 3), (ExplanationTopic.SignIn, config, 4),
                (ExplanationTopic.Expiry, credentials, 7), (ExplanationTopic.Expiry, credentials, 6),
                (ExplanationTopic.Region, config, 9),
            ],
            explanation.Steps.Where(step => step.Line is not null).Select(step => (step.Topic, step.File!.Replace('\\', '/'), step.Line!.Value)));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 14, 0, 0, TimeSpan.Zero), explanation.Expires);
    }

    [Fact]
    public async Task The_long_lived_keys_of_aws_mfa_are_shown_with_their_device()
    {
        FaultyHomes.All["ended keys of aws-mfa, whose code a person has"].Spoil(_home);

        CredentialExplanation explanation = await ExplainAsync(isOffline: true);

        ExplanationStep[] steps = [.. explanation.Steps.Where(step => step.Topic == ExplanationTopic.Sources)];
        Assert.Contains(steps, step => step is { Mark: ExplanationMark.PassedOver, Line: 3 or 4 } && step.Text.Contains("has expired", StringComparison.Ordinal));
        Assert.Contains(steps, step => step is { Mark: ExplanationMark.Trouble } && step.Text.Contains("needs a code of the MFA device ann", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.Text == "long-lived keys in 'default-long-term'" && step.Line > 4);
        Assert.Contains(steps, step => step.Text == "their MFA device: arn:aws:iam::123456789012:mfa/ann");
        Assert.Contains(explanation.Steps, step => step.Topic == ExplanationTopic.Renewal && step.Text.StartsWith("not silently: you must enter a code of the MFA device ann", StringComparison.Ordinal));
        Assert.Equal(KeepaliveErrorCode.MfaCodeNeeded, explanation.ErrorCode);
    }

    [Fact]
    public async Task Who_names_a_profile_is_told_with_whom_he_has_overruled()
    {
        _home.Set("AWS_PROFILE", "b").Set("AWS_DEFAULT_PROFILE", "c").With(".config/claude-aws/config.json", "{\n  \"profile\": \"a\"\n}")
            .With(".claude/settings.json", "{\n\"env\": {\n\"AWS_PROFILE\": \"d\"}}").WithConfig("[profile a]\n" + Keys);

        ExplanationStep[] steps = [.. (await ExplainAsync()).Steps.Where(step => step.Topic == ExplanationTopic.Profile)];

        Assert.Equal([ExplanationMark.Counts, ExplanationMark.PassedOver, ExplanationMark.PassedOver, ExplanationMark.Note], steps.Select(step => step.Mark));
        Assert.Equal(["'a'", "AWS_PROFILE is 'b'", "AWS_DEFAULT_PROFILE is 'c'", "Claude Code's settings set AWS_PROFILE to 'd' for its commands; this shell does not have this value"], steps.Select(step => step.Text.Split([", ", ":"], StringSplitOptions.None)[0]));
        Assert.Equal([2, null, null, 3], steps.Select(step => step.Line));
    }

    [Fact]
    public async Task A_variable_that_leads_to_the_file_is_named()
    {
        string elsewhere = Path.Combine(_home.Folder, "elsewhere");
        _home.With("elsewhere", "[default]\n" + Keys).Set("AWS_SHARED_CREDENTIALS_FILE", elsewhere);

        ExplanationStep[] files = [.. (await ExplainAsync()).Steps.Where(step => step.Topic == ExplanationTopic.Files)];

        Assert.StartsWith("path from HOME", files[0].Text, StringComparison.Ordinal);
        Assert.Equal(("path from AWS_SHARED_CREDENTIALS_FILE: the file contains 'default'", elsewhere, 1), (files[1].Text, files[1].File, files[1].Line));
    }

    [Fact]
    public async Task Keys_of_the_environment_that_a_name_overrules_are_told()
    {
        _home.Set("AWS_PROFILE", "default").Set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLEEXAMPLE99").WithCredentials("[default]\n" + Keys);

        ExplanationStep step = (await ExplainAsync()).Steps.First(step => step.Topic == ExplanationTopic.Sources);

        Assert.Equal((ExplanationMark.PassedOver, "AWS_ACCESS_KEY_ID, which ends in LE99: AWS_PROFILE chooses a profile, so these keys are not used"), (step.Mark, step.Text));
    }

    [Fact]
    public async Task A_token_file_is_told_with_what_it_is_named_after()
    {
        ExplanationStep token = (await ExplainAsync(isOffline: true)).Steps.Single(step => step.Topic == ExplanationTopic.SignIn && step.File?.EndsWith(".json", StringComparison.Ordinal) == true);

        Assert.Equal("token file, named after the SHA-1 of the session's name 'corp': valid until 2026-11-21T13:00:00Z; it has a refresh token", token.Text);
        Assert.Equal(Path.Combine(_home.Folder, DiagnosticHome.TokenPath("corp")), token.File);
    }

    [Fact]
    public async Task A_chain_of_roles_is_followed_to_the_name_that_is_missing()
    {
        _home.WithConfig("[default]\nrole_arn = r\nsource_profile = a\n[profile a]\nrole_arn = s\nsource_profile = b\n");

        CredentialExplanation explanation = await ExplainAsync();

        Assert.Contains(explanation.Steps, step => step is { Text: "source_profile = b of 'a'", Line: 6 });
        Assert.Contains(explanation.Steps, step => step is { Text: "the chain of profiles: default → a → b", Mark: ExplanationMark.Trouble });
        Assert.Equal(KeepaliveErrorCode.RoleSourceNotFound, explanation.ErrorCode);
    }

    [Fact]
    public async Task The_arguments_of_a_program_are_not_told()
    {
        _home.WithoutTokens().WithConfig("[default]\ncredential_process = get-keys --password S3cr3tThatNobodyMaySee\n");

        Assert.Contains((await ExplainAsync(isOffline: true)).Steps, step => step is { Text: "credential_process starts get-keys", Line: 2 });
    }

    [Fact]
    public async Task A_dead_key_is_told_though_it_has_time_left()
    {
        _home.WithoutTokens().WithConfig("").WithCredentials("[default]\n" + Keys + "expiration = 2026-11-21T20:00:00Z\n");
        new KeyValidityCache(Environment, _clock).Write("ASIAEXAMPLEEXAMPLE01", KeyValidity.Dead, null);

        foreach (bool isOffline in (bool[])[true, false])
        {
            CredentialExplanation explanation = await ExplainAsync(isOffline);

            Assert.Equal(KeepaliveErrorCode.CredentialRevoked, explanation.ErrorCode);
            Assert.Contains(explanation.Steps, step => step is { Topic: ExplanationTopic.Standing, Mark: ExplanationMark.Trouble });
        }
    }

    [Fact]
    public async Task To_explain_hands_nothing_out_and_writes_no_log()
    {
        _home.Set("CLAUDE_CODE_ENTRYPOINT", "cli").WithoutTokens().WithConfig("").WithCredentials("[default]\n" + Keys + "expiration = 2020-01-01T00:00:00Z\n");
        await ExplainAsync();
        _home.WithCredentials("[default]\n" + Keys + "expiration = 2026-11-21T20:00:00Z\n");
        await ExplainAsync();

        Assert.False(Directory.Exists(Path.Combine(_home.Folder, ".local", "state")));
    }

    [Fact]
    public async Task Without_a_home_it_says_so()
    {
        CredentialExplanation explanation = await Explainer.ExplainAsync(
            new SystemEnvironment(_ => null, isWindows: false), new ExplanationOptions(null, _home.Folder, IsOffline: true), Deadline.After(_clock, TimeSpan.FromSeconds(15)), _clock, TestContext.Current.CancellationToken);

        Assert.Equal(KeepaliveErrorCode.HomeNotFound, explanation.ErrorCode);
        Assert.Contains(explanation.Steps, step => step is { Topic: ExplanationTopic.Files, Mark: ExplanationMark.Trouble });
    }

    private void Spoil(string name)
    {
        string home = name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (name.StartsWith("healthy", StringComparison.Ordinal))
        {
            HealthyHomes.All[home](_home);
        }
        else
        {
            FaultyHomes.All[home].Spoil(_home);
        }
    }

    private Task<CredentialExplanation> ExplainAsync(bool isOffline = false) => Explainer.ExplainAsync(
        Environment, new ExplanationOptions(null, _home.WorkingDirectory, isOffline), Deadline.After(_clock, TimeSpan.FromSeconds(15)), _clock, TestContext.Current.CancellationToken);

    private async Task<(AwsCredential? Credential, string? Code)> ExportAsync()
    {
        try
        {
            var export = new CredentialExport(Environment, ConfigurationFile.Read(Environment, _clock), _clock);
            return (await export.GetAsync(export.Choose(null), CredentialFormat.Claude, Deadline.After(_clock, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken), null);
        }
        catch (KeepaliveException exception)
        {
            return (null, exception.Code);
        }
    }

    private static string? Text(DateTimeOffset? instant) => instant is { } value ? Timestamp.Format(value) : null;
}
