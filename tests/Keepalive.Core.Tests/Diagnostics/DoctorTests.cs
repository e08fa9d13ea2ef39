using Keepalive.Core.Tests.Platform.Files;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Login;
using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Diagnostics;

public sealed class DoctorTests : IDisposable
{
    private readonly DiagnosticHome _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<string> Faulty => [.. FaultyHomes.All.Keys];

    public static TheoryData<string> Healthy => [.. HealthyHomes.All.Keys];

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Finds_what_is_wrong_and_nothing_else(string name)
    {
        (Action<DiagnosticHome> spoil, string[] ids) = FaultyHomes.All[name];
        spoil(_home);

        DiagnosticReport report = _home.Examine();

        Assert.Equal(ids, report.Findings.Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.All(report.Findings, finding => Assert.DoesNotContain(DiagnosticHome.Secret, finding.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_that_end_in_half_a_minute_have_not_ended()
    {
        (Action<DiagnosticHome> spoil, _) = FaultyHomes.All["keys that have ended"];
        spoil(_home);
        string text = File.ReadAllText(Path.Combine(_home.Folder, ".aws", "credentials"));
        _home.WithCredentials(text.Replace(_home.At(-90), Timestamp.Format(_home.Now.AddSeconds(34)), StringComparison.Ordinal));

        DiagnosticFinding finding = Assert.Single(_home.Examine().Findings);

        Assert.Equal("KA207", finding.Id);
        Assert.Contains("expire in 34 s", finding.Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mfa_serial")]
    [InlineData("aws_mfa_device")]
    public void Long_lived_keys_with_an_MFA_device_need_its_code_and_have_no_session_without_MFA(string key)
    {
        (Action<DiagnosticHome> spoil, _) = FaultyHomes.All["long-lived keys without an MFA device"];
        spoil(_home);
        string text = File.ReadAllText(Path.Combine(_home.Folder, ".aws", "credentials"));
        _home.WithCredentials($"{text}{key} = arn:aws:iam::123456789012:mfa/ann\n");

        Assert.Equal(["KA210"], _home.Examine().Findings.Select(finding => finding.Id));
    }

    [Theory]
    [MemberData(nameof(Healthy))]
    public void Raises_no_false_alarm(string name)
    {
        HealthyHomes.All[name](_home);

        DiagnosticReport report = _home.Examine();

        Assert.Empty(report.Findings);
        Assert.True(report.IsHealthy(strict: true));
        Assert.StartsWith("No problem found: ", report.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_profile_that_nobody_uses_is_a_warning()
    {
        _home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile old]\nsso_session = gone\nsso_account_id = 111122223333\nsso_role_name = r\n");

        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(_home.Examine().Findings).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(_home.Examine("old").Findings, finding => finding.Id == "KA102").Severity);
    }

    [Fact]
    public void A_profile_that_is_named_is_examined_alone()
    {
        _home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile old]\nsso_session = gone\n");

        Assert.Empty(_home.Examine("default").Findings);
    }

    [Fact]
    public void The_profile_in_use_is_the_one_that_claude_code_would_take()
    {
        _home.Set("AWS_PROFILE", "default").With(".claude/settings.json", """{"env": {"AWS_PROFILE": "gone"}}""");

        DiagnosticReport report = _home.Examine();

        Assert.Equal(("gone", "AWS_PROFILE in ~/.claude/settings.json, line 1"), (report.Profile, report.ChosenBy!.Replace('\\', '/')));
        Assert.Contains("KA101", report.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void What_to_mend_first_stands_first_and_in_the_last_sentence()
    {
        _home.WithToken("corp", minutes: -90, refresh: false)
            .WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "sso_region = us-east-1\nsso_rol = x\n");

        DiagnosticReport report = _home.Examine();

        Assert.Equal(["KA108", "KA202", "KA109"], report.Findings.Select(finding => finding.Id));
        Assert.Equal("2 errors and 1 warning. Begin with KA108: A profile and its sso-session contradict each other.", report.Sentence);
    }

    [Fact]
    public void A_warning_counts_only_when_all_is_to_be_right()
    {
        _home.WithToken("corp", refresh: false);

        Assert.True(_home.Examine().IsHealthy(strict: false));
        Assert.False(_home.Examine().IsHealthy(strict: true));
    }

    [Fact]
    public void A_finding_tells_file_and_line()
    {
        _home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "sso_region = us-east-1\n");

        DiagnosticFinding finding = Assert.Single(_home.Examine().Findings);

        Assert.Equal((Path.Combine(_home.Folder, ".aws", "config"), 10), (finding.File, finding.Line));
    }

    [Theory]
    [InlineData("wrok", "[profile work]\nregion = x\n", "Did you mean 'work'?")]
    [InlineData("work", "[work]\nregion = x\n", "Write [profile work] instead of [work] in ~/.aws/config.")]
    public void A_profile_that_is_not_there_is_told_with_what_was_meant(string name, string section, string expected)
    {
        _home.Set("AWS_PROFILE", name).WithConfig(section);

        string remedy = Assert.Single(_home.Examine().Findings, finding => finding.Id == "KA101").Remedy;

        Assert.Equal(expected, remedy.Replace('\\', '/'));
    }

    [Fact]
    public void What_a_killed_run_has_left_is_told_and_what_a_living_one_writes_is_not()
    {
        string folder = Path.Combine(_home.Folder, ".aws");
        string living = Path.GetFileName(TemporaryName.Beside(Path.Combine(folder, "credentials")));
        int gone = FileWriter.EndedProcess();
        string left = living.Replace($".{Environment.ProcessId:x}-", $".{gone:x}-", StringComparison.Ordinal);
        _home.With(Path.Combine(".aws", living), "x").With(Path.Combine(".aws", left), "x");

        DiagnosticFinding finding = Assert.Single(_home.Examine().Findings);

        Assert.Equal(("KA014", true), (finding.Id, finding.Fixable));
        Assert.Equal($"~/.aws/{left} was left by a killed process.", finding.Seen);
    }

    [Fact]
    public void Secrets_that_others_may_read_are_told_file_by_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix; Windows has access lists");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _home.WithCredentials("[other]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\n");
        File.SetUnixFileMode(Path.Combine(_home.Folder, ".aws", "credentials"), (UnixFileMode)0x1A4);
        File.SetUnixFileMode(Path.Combine(_home.Folder, DiagnosticHome.TokenPath("corp")), (UnixFileMode)0x1A0);

        IReadOnlyList<DiagnosticFinding> found = _home.Examine().Findings;

        Assert.Equal(["KA005", "KA005"], found.Select(finding => finding.Id));
        Assert.Equal("~/.aws/credentials has the mode 0644.", found[0].Seen);
    }

    [Theory]
    [InlineData(0x1A0)]
    [InlineData(0x184)]
    [InlineData(0x190)]
    [InlineData(0x182)]
    public void Whoever_else_may_read_or_write_a_secret_is_told(int mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix; Windows has access lists");
        string config = Path.Combine(".aws", "config");
        _home.With(config, File.ReadAllText(Path.Combine(_home.Folder, config)) + "[profile other]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = not/a/real/secret/just/forty/letters1\n")
            .WithMode(mode, config);

        Assert.Contains(_home.Examine().Findings, finding => finding.Id == "KA005" && finding.File?.EndsWith("config", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_file_of_somebody_else_is_an_error()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "Only root can give a file away.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.True(Keepalive.Platform.Native.Libc.FileOwner.TryChange(Path.Combine(_home.Folder, ".aws", "config"), (12345, 12345)));

        Assert.Equal("KA006", Assert.Single(_home.Examine().Findings).Id);
    }

    [Fact]
    public void A_token_folder_that_is_a_link_into_a_read_only_place_is_told_with_its_target()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of Unix");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write there in spite of the mode.");

        string store = Path.Combine(_home.Folder, "store");
        Directory.Move(_home.CacheFolder, store);
        File.CreateSymbolicLink(_home.CacheFolder, store);
        File.SetUnixFileMode(store, (UnixFileMode)0x16D);

        DiagnosticFinding found = Assert.Single(_home.Examine().Findings, finding => finding.Id == "KA008");

        File.SetUnixFileMode(store, (UnixFileMode)0x1ED);
        Assert.Equal($"~/.aws/sso/cache (a link to {store}) belongs to your account, but its mode does not allow writing.", found.Seen);
        Assert.Contains("chmod u+rwx", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_folder_that_is_a_link_to_nowhere_is_told()
    {
        Directory.Delete(_home.CacheFolder, recursive: true);
        File.CreateSymbolicLink(_home.CacheFolder, Path.Combine(_home.Folder, "gone"));

        DiagnosticFinding found = Assert.Single(_home.Examine().Findings, finding => finding.Id == "KA008");

        Assert.StartsWith("~/.aws/sso/cache is a link to", found.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_refresh_token_is_an_error()
    {
        byte[] token = File.ReadAllBytes(Path.Combine(_home.Folder, DiagnosticHome.TokenPath("corp")));
        var environment = new SystemEnvironment(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows());
        var session = new Keepalive.IdentityCenter.SsoSession("corp", DiagnosticHome.StartUrl, "eu-west-1", []);
        Keepalive.Tokens.RefusedToken.Remember(new Keepalive.Tokens.TokenState(environment, session), Keepalive.IdentityCenter.SsoToken.Parse(token)!);

        Assert.Equal("KA206", Assert.Single(_home.Examine().Findings).Id);
    }

    [Fact]
    public void A_home_on_a_share_is_good_to_know()
    {
        var environment = new SystemEnvironment(name => name switch { "HOME" => @"\\server\people\me", "AWS_ACCESS_KEY_ID" => "x", _ => null }, isWindows: true);

        DiagnosticReport report = Doctor.Examine(environment, new DiagnosticOptions(null, _home.Folder), TimeProvider.System);

        Assert.Contains(report.Findings, finding => finding is { Id: "KA010", Severity: DiagnosticSeverity.Information });
    }

    [Fact]
    public void Two_homes_and_commands_that_a_shell_of_Windows_breaks_are_told()
    {
        string settings = Path.Combine(_home.Folder, "claude");

        // Where a backslash separates nothing it stands in the file's name.
        _home.With(@"claude\settings.json", """{"awsAuthRefresh": "C:\\tools\\claude-aws.exe refresh", "statusLine": {"type": "command", "command": "\"C:/a b/x.exe\" y"}}""");
        var environment = new SystemEnvironment(
            name => name switch { "HOME" => @"C:\cygwin\me", "USERPROFILE" => @"C:\Users\me", "CLAUDE_CONFIG_DIR" => settings, _ => null }, isWindows: true);

        DiagnosticReport report = Doctor.Examine(environment, new DiagnosticOptions(null, _home.WorkingDirectory), TimeProvider.System);

        Assert.Contains("KA306", report.Findings.Select(finding => finding.Id));
        Assert.Equal(["awsAuthRefresh", "statusLine"], report.Findings.Where(finding => finding.Id == "KA405").Select(finding => finding.Seen.Split(' ')[0]).Order());
    }

    [Theory]
    [InlineData("/c/Users/me")]
    [InlineData("/c")]
    [InlineData("\"C:\\Users\\me\"")]
    public void A_home_that_Windows_can_not_use_is_passed_over_and_told(string home)
    {
        var environment = new SystemEnvironment(name => name switch { "HOME" => home, "USERPROFILE" => @"C:\Users\me", _ => null }, isWindows: true);

        DiagnosticReport report = Doctor.Examine(environment, new DiagnosticOptions(null, _home.WorkingDirectory), TimeProvider.System);

        Assert.Equal((@"C:\Users\me", "USERPROFILE"), (environment.Home, environment.HomeVariable));
        Assert.Contains(home, Assert.Single(report.Findings, finding => finding.Id == "KA306").Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c:/users/me/")]
    [InlineData(@"C:\Users\me")]
    public void One_home_in_another_spelling_is_one_home(string home)
    {
        var environment = new SystemEnvironment(name => name switch { "HOME" => home, "USERPROFILE" => @"C:\Users\me", _ => null }, isWindows: true);

        Assert.DoesNotContain("KA306", Doctor.Examine(environment, new DiagnosticOptions(null, _home.WorkingDirectory), TimeProvider.System).Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void A_program_without_the_right_to_be_executed_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _home.WithTool("bin", "tool").With(".claude/settings.json", """{"awsCredentialExport": "tool export"}""");
        File.SetUnixFileMode(Path.Combine(_home.Folder, "bin", "tool"), UnixFileMode.UserRead);

        Assert.Equal(
            "awsCredentialExport in ~/.claude/settings.json, line 1 calls 'tool', which is not executable.", Assert.Single(_home.Examine().Findings).Seen);
    }

    [Fact]
    public void In_the_home_folder_the_projects_settings_are_ones_own()
    {
        _home.With(".claude/settings.json", """{"disableAllHooks": true}""");
        var environment = new SystemEnvironment(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows());

        Assert.Single(Doctor.Examine(environment, new DiagnosticOptions(null, _home.Folder), TimeProvider.System).Findings, finding => finding.Id == "KA407");
    }

    [Fact]
    public async Task A_refused_password_is_an_error_and_a_denied_factor_a_warning()
    {
        _home.WithTool("bin", "saml2aws").WithPassword().With(".config/claude-aws/config.json", """{"recipe": "saml2aws"}""");
        var environment = new SystemEnvironment(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows());
        var breaker = new LoginBreaker(environment, Keepalive.Secrets.SecretName.ForProfile("default", Keepalive.Secrets.SecretKind.Password), new Keepalive.Testing.FakeClock());

        await breaker.MfaFailedAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("KA503", DiagnosticSeverity.Warning), Assert.Single(_home.Examine().Findings) is var denied ? (denied.Id, denied.Severity) : default);

        await breaker.PasswordRejectedAsync("fingerprint", TestContext.Current.CancellationToken);
        Assert.Equal(("KA503", DiagnosticSeverity.Error), Assert.Single(_home.Examine().Findings) is var refused ? (refused.Id, refused.Severity) : default);
    }

    [Fact]
    public void Where_keys_serve_a_sign_in_that_nobody_did_is_a_warning()
    {
        _home.WithoutTokens().WithCredentials("[default]\naws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = x\naws_session_token = x\n");

        Assert.Equal(["KA201", "KA301"], _home.Examine().Findings.Select(finding => finding.Id));
        Assert.True(_home.Examine().IsHealthy(strict: false));
    }
}
