using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>Nothing is touched that was only shown, nothing is lost, and what somebody has changed since is his.</summary>
public sealed class RepairSafetyTests : IDisposable
{
    private static readonly string s_twice = DiagnosticHome.Session + DiagnosticHome.Profile + "Output = json # mine\n";

    private readonly DiagnosticHome _home = new();

    public void Dispose() => _home.Dispose();

    private string Config => Path.Combine(_home.Folder, ".aws", "config");

    [Fact]
    public void A_plan_touches_nothing()
    {
        FaultyHomes.All["login loop on a legacy profile with old keys"].Spoil(_home.WithProgram());
        string[] before = Everything();

        ConfigurationRepair repair = _home.PlanRepair();

        Assert.NotEmpty(repair.ChangedFiles);
        Assert.Contains("+sso_session = d-1234567890\n", repair.Difference(), StringComparison.Ordinal);
        Assert.False(_home.PlanUndo().HasRepair);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void A_difference_shows_no_secret()
    {
        _home.WithoutTokens().WithToken(DiagnosticHome.StartUrl).With(".aws/sso/cache/0.json", $"{{\"accessToken\": \"{DiagnosticHome.Secret}")
            .WithConfig($"[default]\nsso_start_url = {DiagnosticHome.StartUrl}\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-west-1\n")
            .WithCredentials($"[a]\n#aws_secret_access_key = {DiagnosticHome.Secret}\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = {DiagnosticHome.Secret} # aws_session_token = {DiagnosticHome.Secret}\n");

        ConfigurationRepair repair = _home.PlanRepair();

        Assert.Equal(5, repair.ChangedFiles.Count);
        Assert.DoesNotContain(DiagnosticHome.Secret, repair.Difference(), StringComparison.Ordinal);
        repair.Apply(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(DiagnosticHome.Secret, _home.PlanUndo().Difference(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(-90, true)]
    public void A_token_of_nobody_that_lives_or_can_be_renewed_stays(int minutes, bool refresh)
    {
        _home.WithToken("other", minutes, refresh);

        Assert.Contains("KA205", _home.Examine().Findings.Select(finding => finding.Id));
        Assert.DoesNotContain(_home.PlanRepair().ChangedFiles, file => file.EndsWith(DiagnosticHome.TokenPath("other"), StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_file_is_shown_by_its_name_alone()
    {
        _home.WithoutTokens().WithToken(DiagnosticHome.StartUrl)
            .WithConfig($"[default]\nsso_start_url = {DiagnosticHome.StartUrl}\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-west-1\n");

        string difference = _home.PlanRepair().Difference();

        Assert.Contains($"/{Path.GetFileName(DiagnosticHome.TokenPath("d-1234567890"))}\n", difference, StringComparison.Ordinal);
        Assert.DoesNotContain("expiresAt", difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("project/.claude/settings.jsonc")]
    [InlineData("project/.claude/settings-local.json")]
    public void Settings_of_a_project_that_nobody_reads_get_no_name_that_is_read(string path)
    {
        _home.With(path, "{}");

        Assert.Contains("KA406", _home.Examine().Findings.Select(finding => finding.Id));
        Assert.Empty(_home.PlanRepair().ChangedFiles);
    }

    [Fact]
    public void Every_changed_file_has_a_dated_copy_for_its_owner_alone()
    {
        _home.WithConfig(s_twice);
        byte[] before = File.ReadAllBytes(Config);

        string backup = Assert.Single(_home.PlanRepair().Apply(TestContext.Current.CancellationToken));

        Assert.Matches(@"config\.\d{8}-\d{6}\.bak$", backup);
        Assert.Equal(before, File.ReadAllBytes(backup));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        }
    }

    [Fact]
    public void The_mode_of_a_file_stays_unless_it_is_what_was_mended()
    {
        _home.WithConfig(s_twice).WithMode(0x1A4, ".aws", "config").WithCredentials("[a]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\n").WithMode(0x1A4, ".aws", "credentials");

        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal((UnixFileMode)0x1A4, File.GetUnixFileMode(Config));
            Assert.Equal((UnixFileMode)0x180, File.GetUnixFileMode(Path.Combine(_home.Folder, ".aws", "credentials")));
        }
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // A link takes a right there that few have.
        }

        _home.With("dotfiles/config", s_twice);
        File.Delete(Config);
        File.CreateSymbolicLink(Config, Path.Combine(_home.Folder, "dotfiles", "config"));

        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);

        Assert.NotNull(new FileInfo(Config).LinkTarget);
        Assert.Contains("# mine\noutput = json\n", File.ReadAllText(Path.Combine(_home.Folder, "dotfiles", "config")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_somebody_changes_at_this_moment_stops_all_of_it()
    {
        _home.WithConfig(s_twice).WithCredentials("[a]\nAws_access_key_id = AKIAEXAMPLEEXAMPLE00\n");
        ConfigurationRepair repair = _home.PlanRepair();
        _home.WithCredentials("[a]\n");
        IReadOnlyList<string> before = _home.Tree();

        KeepaliveException refusal = Assert.Throws<KeepaliveException>(() => repair.Apply(TestContext.Current.CancellationToken));

        Assert.Equal(KeepaliveErrorCode.RepairRefused, refusal.Code);
        Assert.Equal(before, _home.Tree());
        Assert.False(_home.PlanUndo().HasRepair);
    }

    [Fact]
    public void A_file_that_is_marked_read_only_stops_all_of_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The homes there are given modes only on Unix.
        }

        _home.WithConfig(s_twice).WithCredentials("[a]\nAws_access_key_id = AKIAEXAMPLEEXAMPLE00\n").WithMode(0x100, ".aws", "credentials");
        IReadOnlyList<string> before = _home.Tree();

        Assert.Equal(KeepaliveErrorCode.RepairRefused, Assert.Throws<KeepaliveException>(() => _home.PlanRepair().Apply(TestContext.Current.CancellationToken)).Code);
        Assert.Equal(before, _home.Tree());
    }

    [Fact]
    public void When_one_file_cant_be_written_the_others_get_their_content_and_mode_back()
    {
        _home.WithConfig(s_twice).WithMode(0x1A4, ".aws", "config");
        IReadOnlyList<string> before = _home.Tree();
        var draft = new RepairDraft(TimeProvider.System);
        (draft.Open(Config).Content, draft.Open(Config).Mode) = ("[default]\n"u8.ToArray(), (UnixFileMode)0x180);
        draft.Open(Path.Combine(Config, "below-a-file")).Content = "x"u8.ToArray();

        KeepaliveException refusal = Assert.Throws<KeepaliveException>(() => RepairedFiles.Write(draft.Changed, TimeProvider.System));

        Assert.Equal(KeepaliveErrorCode.RepairRefused, refusal.Code);
        Assert.Equal(before, _home.Tree());
    }

    [Fact]
    public void A_backup_that_cant_be_made_stops_all_of_it()
    {
        string own = new('a', 250);
        _home.WithConfig(s_twice).With(Path.Combine(".aws", own), "[a]\nAws_access_key_id = AKIAEXAMPLEEXAMPLE00\n").Set("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(_home.Folder, ".aws", own));
        IReadOnlyList<string> before = _home.Tree();

        Assert.Equal(KeepaliveErrorCode.RepairRefused, Assert.Throws<KeepaliveException>(() => _home.PlanRepair().Apply(TestContext.Current.CancellationToken)).Code);

        Assert.Equal(before, _home.Tree());
        Assert.False(_home.PlanUndo().HasRepair);
    }

    [Fact]
    public void One_that_was_told_to_stop_changes_nothing()
    {
        _home.WithConfig(s_twice);
        IReadOnlyList<string> before = _home.Tree();

        Assert.Throws<OperationCanceledException>(() => _home.PlanRepair().Apply(new CancellationToken(canceled: true)));

        Assert.Equal(before, _home.Tree());
    }

    [Fact]
    public void What_was_changed_since_stays_and_what_is_still_ours_goes_back()
    {
        _home.WithConfig("[default]\nsso_start_url = https://a.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-west-1\n");
        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);
        File.WriteAllText(Config, File.ReadAllText(Config).Replace("region = eu-west-1", "region = eu-central-1", StringComparison.Ordinal) + "# added\n");

        ConfigurationUndo undo = _home.PlanUndo();
        undo.Apply(TestContext.Current.CancellationToken);

        Assert.Empty(undo.Notes);
        Assert.Equal(
            "[default]\nsso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-central-1\nsso_start_url = https://a.awsapps.com/start\nsso_region = us-east-1\n# added\n",
            File.ReadAllText(Config));
    }

    [Fact]
    public void A_value_that_is_somebody_elses_by_now_stays_and_is_told()
    {
        _home.WithConfig(DiagnosticHome.Session.Replace("sso_registration_scopes = sso:account:access\n", string.Empty, StringComparison.Ordinal) + DiagnosticHome.Profile);
        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);
        string own = File.ReadAllText(Config).Replace("sso:account:access", "sso:account:access, mine", StringComparison.Ordinal);
        File.WriteAllText(Config, own);

        ConfigurationUndo undo = _home.PlanUndo();
        undo.Apply(TestContext.Current.CancellationToken);

        Assert.Equal($"sso_registration_scopes of [corp] in {Config} was changed after the repair and is kept.", Assert.Single(undo.Notes));
        Assert.Equal(own, File.ReadAllText(Config));
    }

    [Fact]
    public void Settings_that_Claude_Code_has_written_since_lose_only_what_is_ours()
    {
        _home.WithProgram().WithTool("bin", "aws").With(".claude/settings.json", """{"awsAuthRefresh": "aws sso login"}""");
        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);
        string settings = Path.Combine(_home.Folder, ".claude", "settings.json");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("}", ", \"model\": \"opus\"}", StringComparison.Ordinal));

        _home.PlanUndo().Apply(TestContext.Current.CancellationToken);

        Assert.Equal("""{"awsAuthRefresh": "aws sso login", "model": "opus"}""", File.ReadAllText(settings));
    }

    [Fact]
    public void A_token_that_was_renewed_since_stays()
    {
        _home.WithoutTokens().WithToken("https://a.awsapps.com/start", startUrl: "https://a.awsapps.com/start")
            .WithConfig("[default]\nsso_start_url = https://a.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-west-1\n");
        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);
        _home.WithToken("a", minutes: 120);

        ConfigurationUndo undo = _home.PlanUndo();
        undo.Apply(TestContext.Current.CancellationToken);

        Assert.EndsWith("was changed after the repair and is kept as it is.", Assert.Single(undo.Notes), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_home.Folder, DiagnosticHome.TokenPath("a"))));
        Assert.True(File.Exists(Path.Combine(_home.Folder, DiagnosticHome.TokenPath("https://a.awsapps.com/start"))));
    }

    [Fact]
    public void Repairs_are_taken_back_one_by_one_the_last_first()
    {
        _home.WithConfig(s_twice);
        _home.PlanRepair("KA305").Apply(TestContext.Current.CancellationToken);
        string between = File.ReadAllText(Config);
        _home.PlanRepair("KA304").Apply(TestContext.Current.CancellationToken);

        _home.PlanUndo().Apply(TestContext.Current.CancellationToken);
        Assert.Equal(between, File.ReadAllText(Config));

        _home.PlanUndo().Apply(TestContext.Current.CancellationToken);
        Assert.Equal(s_twice, File.ReadAllText(Config));
        Assert.Empty(Directory.GetFiles(Path.Combine(_home.Folder, ".aws"), "*.bak"));
    }

    [Fact]
    public void The_last_ten_repairs_can_be_taken_back_and_older_ones_are_forgotten()
    {
        DateTimeOffset noon = Keepalive.Testing.FakeClock.Noon;
        for (int number = 1; number <= 12; number++)
        {
            // Three within one second, to see that the order holds there too.
            RepairRecord.Save(_home.Environment, noon.AddSeconds(number < 10 ? number : 10), [(File(number), new byte[] { 0 }, new byte[] { 1 })]);
        }

        List<string> takenBack = [];
        while (RepairRecord.Last(_home.Environment) is { } record)
        {
            takenBack.Add(Assert.Single(record.Files).Path);
            record.Forget();
        }

        Assert.Equal(Enumerable.Range(3, 10).Reverse().Select(number => File(number).Path), takenBack);

        static RepairedFile File(int number) => new($"/file-{number}", RepairedFileKind.Whole, Existed: true, Exists: true, null, null, null);
    }

    [Fact]
    public void The_copies_of_a_repair_that_was_killed_before_it_changed_anything_go_with_the_next_one()
    {
        string repairs = Path.Combine(_home.Folder, ".local", "state", "repairs");
        string killed = Path.Combine(repairs, "20250101-000000");
        string another = Path.Combine(repairs, "20250101-000001");
        _home.With(Path.Combine(killed, "0.before"), DiagnosticHome.Secret).With(Path.Combine(another, "0.before"), "of a process that is at it");
        Directory.SetLastWriteTimeUtc(killed, DateTime.UtcNow.AddHours(-1));
        Directory.SetLastWriteTimeUtc(another, DateTime.UtcNow);
        _home.WithConfig(s_twice);

        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);

        Assert.False(Directory.Exists(killed));
        Assert.True(Directory.Exists(another));
        Assert.True(_home.PlanUndo().HasRepair);
    }

    [Fact]
    public void A_repair_that_was_cut_off_between_two_files_is_taken_back_too()
    {
        _home.WithConfig(s_twice).WithCredentials("[a]\nAws_access_key_id = AKIAEXAMPLEEXAMPLE00\n");
        string credentials = File.ReadAllText(Path.Combine(_home.Folder, ".aws", "credentials"));
        _home.PlanRepair().Apply(TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(_home.Folder, ".aws", "credentials"), credentials);

        ConfigurationUndo undo = _home.PlanUndo();
        undo.Apply(TestContext.Current.CancellationToken);

        Assert.Empty(undo.Notes);
        Assert.Equal((s_twice, credentials), (File.ReadAllText(Config), File.ReadAllText(Path.Combine(_home.Folder, ".aws", "credentials"))));
    }

    /// <summary>Everything, our own state and the times of folders too.</summary>
    private string[] Everything() =>
    [
        .. Directory.EnumerateFileSystemEntries(_home.Folder, "*", SearchOption.AllDirectories).Append(_home.Folder).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks} {(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "folder")}"),
    ];
}
