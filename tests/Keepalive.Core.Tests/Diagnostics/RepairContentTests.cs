namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>What a repair makes of a file, line by line.</summary>
public sealed class RepairContentTests : IDisposable
{
    private const string Own = "sso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-west-1\n";

    private readonly DiagnosticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_old_sign_in_gets_a_session_named_after_its_address_and_takes_its_token_along()
    {
        _home.WithoutTokens().WithToken("https://my-company.awsapps.com/start", startUrl: "https://my-company.awsapps.com/start")
            .WithConfig("# mine\n[default]\n; ours\nsso_start_url=https://my-company.awsapps.com/start\nsso_region=eu-west-1\n" + Own + "\n# below\n");

        Mend();

        Assert.Equal(
            "# mine\n[default]\n; ours\nsso_session=my-company\n" + Own + "\n# below\n\n[sso-session my-company]\nsso_start_url = https://my-company.awsapps.com/start\n"
            + "sso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n",
            Config());
        Assert.False(File.Exists(Token("https://my-company.awsapps.com/start")));
        Assert.Contains(DiagnosticHome.Secret, File.ReadAllText(Token("my-company")), StringComparison.Ordinal);
    }

    [Fact]
    public void Profiles_of_one_center_get_one_session_whatever_the_spelling_of_its_address()
    {
        _home.WithConfig("[default]\nsso_start_url = https://a.awsapps.com/start#/\nsso_region = us-east-1\n" + Own + "[profile b]\nsso_start_url = https://A.awsapps.com/start\nsso_region = us-east-1\n" + Own);

        Mend();

        Assert.Equal(
            "[default]\nsso_session = a\n" + Own + "[profile b]\nsso_session = a\n" + Own
            + "\n[sso-session a]\nsso_start_url = https://a.awsapps.com/start\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n",
            Config());
    }

    [Fact]
    public void Two_centers_and_a_name_that_is_taken_get_names_of_their_own()
    {
        _home.WithConfig(
            "[sso-session a]\nsso_start_url = https://other.awsapps.com/start\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n"
            + "[default]\nsso_start_url = https://a.awsapps.com/start\nsso_region = us-east-1\n" + Own + "[profile b]\nsso_start_url = https://a.awsapps.com/start\nsso_region = eu-west-1\n" + Own
            + "[profile c]\nsso_start_url = https://identitycenter.amazonaws.com/ssoins-7223\nsso_region = us-east-1\n" + Own);

        Mend();

        string text = Config();
        Assert.Contains("[default]\nsso_session = a-2\n", text, StringComparison.Ordinal);
        Assert.Contains("[profile b]\nsso_session = a-3\n", text, StringComparison.Ordinal);
        Assert.Contains("[profile c]\nsso_session = ssoins-7223\n", text, StringComparison.Ordinal);
        Assert.Contains("[sso-session a-3]\nsso_start_url = https://a.awsapps.com/start\nsso_region = eu-west-1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_is_left_alone_keeps_its_token()
    {
        _home.WithoutTokens().WithToken(DiagnosticHome.StartUrl).WithConfig(
            $"[default]\nsso_start_url = {DiagnosticHome.StartUrl}\nsso_region = eu-west-1\n{Own}[profile b]\nsso_start_url = {DiagnosticHome.StartUrl}\nsso_region = eu-west-1\n{Own}");

        _home.PlanRepairOf("default").Apply(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Token(DiagnosticHome.StartUrl)));
        Assert.Equal(File.ReadAllBytes(Token(DiagnosticHome.StartUrl)), File.ReadAllBytes(Token("d-1234567890")));
    }

    [Fact]
    public void A_sign_in_that_is_written_in_both_files_is_for_a_person()
    {
        _home.WithConfig("[default]\nsso_start_url = https://a.awsapps.com/start\nsso_region = us-east-1\n" + Own).WithCredentials("[default]\nsso_region = eu-west-1\n");

        Assert.DoesNotContain(_home.Examine().Findings, finding => finding is { Id: "KA104", Fixable: true });
    }

    [Theory]
    [InlineData("", "sso_registration_scopes = sso:account:access\n")]
    [InlineData("sso_registration_scopes =\n", "sso_registration_scopes = sso:account:access\n")]
    [InlineData("sso_registration_scopes = codewhisperer:completions\n", "sso_registration_scopes = sso:account:access, codewhisperer:completions\n")]
    public void The_scope_joins_those_that_are_there(string before, string after)
    {
        const string Head = "[sso-session corp]\r\nsso_start_url = https://d-1234567890.awsapps.com/start\r\nsso_region = eu-west-1\r\n";
        string rest = ("\n# next\n" + DiagnosticHome.Profile).Replace("\n", "\r\n", StringComparison.Ordinal);
        _home.WithConfig(Head + before.Replace("\n", "\r\n", StringComparison.Ordinal) + rest);

        Mend();

        Assert.Equal(Head + after.Replace("\n", "\r\n", StringComparison.Ordinal) + rest, Config());
    }

    [Fact]
    public void Sections_that_stand_twice_become_one_with_their_comments()
    {
        _home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "\n# more\n[default]\n# json\noutput = json\nregion = eu-west-1\ns3 =\n  max_queue_size = 1\n\n# end\n[plugins]\na = b\n");

        Mend();

        Assert.Equal(
            DiagnosticHome.Session + DiagnosticHome.Profile + "# json\noutput = json\ns3 =\n  max_queue_size = 1\n\n# more\n\n# end\n[plugins]\na = b\n", Config());
    }

    [Fact]
    public void Form_is_mended_before_what_depends_on_it()
    {
        _home.WithConfig("\uFEFF[ sso-session corp ] # ours\nSSO_Start_URL=https://d-1234567890.awsapps.com/start\n  sso_region = eu-west-1 ; Ireland\nsso_regsitration_scopes = sso:account:access\n" + DiagnosticHome.Profile);

        Mend();

        Assert.Equal(
            "# ours\n[sso-session corp]\nsso_start_url=https://d-1234567890.awsapps.com/start\n; Ireland\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n" + DiagnosticHome.Profile,
            Config());
        Assert.Empty(_home.Examine().Findings);
    }

    [Fact]
    public void A_comment_behind_a_command_line_may_be_a_part_of_it()
    {
        _home.WithoutTokens().WithConfig("[default]\nregion = eu-west-1 # here\ncredential_process = tool --name # 1\n");

        Mend();

        Assert.Equal("[default]\n# here\nregion = eu-west-1\ncredential_process = tool --name # 1\n", Config());
    }

    [Fact]
    public void Keys_go_only_where_they_are_past_and_temporary()
    {
        const string Past = "aws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = x\naws_session_token = x\naws_expiration = 2020-01-01T00:00:00Z\n";
        _home.WithCredentials("[default]\n" + Past + "toolkit = 1\n[other]\n" + Past);

        Mend();

        Assert.Equal("[default]\ntoolkit = 1\n[other]\n" + Past, File.ReadAllText(Path.Combine(_home.Folder, ".aws", "credentials")));
    }

    [Fact]
    public void A_refresh_keeps_the_profile_that_the_login_named()
    {
        _home.WithProgram().WithTool("bin", "aws").WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + DiagnosticHome.Profile.Replace("[default]", "[profile b]", StringComparison.Ordinal))
            .With(".claude/settings.json", "{\n  \"awsAuthRefresh\": \"aws sso login --profile b\", // tabs\n  \"model\": \"opus\"\n}\n");

        Mend();

        string program = _home.Program!.Replace('\\', '/');
        Assert.Equal(
            $"{{\n  \"awsAuthRefresh\": \"{program} refresh --profile b\", // tabs\n  \"model\": \"opus\"\n}}\n", File.ReadAllText(Path.Combine(_home.Folder, ".claude", "settings.json")));
    }

    [Fact]
    public void A_login_of_another_kind_of_profile_stays()
    {
        _home.WithProgram().WithTool("bin", "aws").WithoutTokens().WithConfig("[default]\nlogin_session = arn\nregion = eu-west-1\n").With(".claude/settings.json", """{"awsAuthRefresh": "aws login"}""");

        Assert.DoesNotContain(_home.Examine().Findings, finding => finding is { Id: "KA403", Fixable: true });
    }

    [Fact]
    public void A_file_with_a_line_that_makes_no_sense_is_left_alone()
    {
        _home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "Output = json\noops\n");

        Assert.Equal(["KA002", "KA305"], _home.Examine().Findings.Select(finding => finding.Id));
        Assert.Empty(_home.PlanRepair().Findings);
    }

    private void Mend() => _home.PlanRepair().Apply(TestContext.Current.CancellationToken);

    private string Config() => File.ReadAllText(Path.Combine(_home.Folder, ".aws", "config"), new System.Text.UTF8Encoding(false));

    private string Token(string session) => Path.Combine(_home.Folder, DiagnosticHome.TokenPath(session));
}
