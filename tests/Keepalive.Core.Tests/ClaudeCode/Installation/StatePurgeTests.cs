using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Files;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

public sealed class StatePurgeTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    public StatePurgeTests() => _home.Variables["CLAUDE_AWS_STATE"] = State;

    private string State => Path.Combine(_home.Folder, "state");

    private string Settings => Path.Combine(_home.Folder, ".claude", "settings.json");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void State_and_dated_backups_go_and_all_else_stays()
    {
        string[] ours = [File("state/sso/for corp.sign-in.lock"), File("state/installation.lock"), File(".claude/settings.json.20260101-120000.bak"), File(".claude/settings.json.20260101-120000-2.bak"), File(".aws/config.20260101-120000.bak")];
        string[] others = [File(".claude/settings.json"), File(".claude/settings.json.bak"), File(".claude/settings.json.20260101.bak"), File(".claude/other.20260101-120000.bak"), File(".aws/credentials"), File("config/config.json")];
        _home.Variables["CLAUDE_AWS_CONFIG"] = others[^1];

        StatePurge purge = Plan();
        purge.Apply();

        Assert.All(ours, path => Assert.False(System.IO.File.Exists(path), path));
        Assert.All(others, path => Assert.True(System.IO.File.Exists(path), path));
        Assert.False(Directory.Exists(State));
        Assert.Equal([others[^1]], purge.Kept);
    }

    [Fact]
    public void A_record_that_cannot_be_used_is_kept_with_its_copies_as_the_note_says()
    {
        string log = File("state/log/events.jsonl");
        string[] kept = [File("state/installation/record.json"), File("state/installation/1.before")];
        System.IO.File.WriteAllText(kept[0], """{ "version": 99 }""");

        StatePurge purge = Plan();
        purge.Apply();

        Assert.Equal([Path.Combine(State, "log")], purge.Paths);
        Assert.False(System.IO.File.Exists(log));
        Assert.All(kept, path => Assert.True(System.IO.File.Exists(path), path));
    }

    [Fact]
    public void A_plan_deletes_nothing()
    {
        string path = File("state/sso/for corp.sign-in.json");

        Assert.Equal([Path.Combine(State, "sso")], Plan().Paths);
        Assert.True(System.IO.File.Exists(path));
    }

    [Fact]
    public void In_a_folder_with_files_of_others_nothing_is_deleted()
    {
        string own = File("state/bin/tool of the user");
        string strange = File("state/notes of the user.txt");

        var refused = Assert.Throws<KeepaliveException>(Plan);

        Assert.Equal(KeepaliveErrorCode.InstallationRefused, refused.Code);
        Assert.Contains(Path.GetFileName(strange), refused.Message, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(own));
    }

    [Fact]
    public void Files_of_others_in_folders_of_the_same_name_are_left_and_named()
    {
        string[] ours = [File("state/log/events.jsonl"), File("state/bin/claude-aws"), File("state/roles/for corp/111122223333~Dev~eu-west-1.json"), File("state/renewals/for work.lock")];
        string[] others =
        [
            File("state/bin/deploy.sh"), File("state/log/app.log"), File("state/clock"), File("state/secrets/id_ed25519"), File("state/roles/admin.yml"), File("state/notices/2025/for all.txt"),
            File("state/sso/notes.json"), File("state/repairs/bicycle.txt"), File("state/installation/setup.exe"),
        ];

        StatePurge purge = Plan();
        purge.Prepare();
        purge.Apply();

        Assert.All(ours, path => Assert.False(System.IO.File.Exists(path), path));
        Assert.All(others, path => Assert.True(System.IO.File.Exists(path), path));
        Assert.Equal(others.Order(StringComparer.Ordinal), purge.Left.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Path.Combine(State, "bin"), purge.Paths);
    }

    [Fact]
    public void A_link_to_a_folder_of_others_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        string theirs = File("work/log/events.jsonl");
        File("state/clients/x");
        Directory.CreateSymbolicLink(Path.Combine(State, "log"), Path.GetDirectoryName(theirs)!);

        Plan().Apply();

        Assert.True(System.IO.File.Exists(theirs));
    }

    [Fact]
    public void Stored_secrets_are_kept()
    {
        string secret = File("state/secrets/for okta.txt");
        string mark = File("state/secrets/for okta.last-code");

        StatePurge purge = Plan();
        purge.Apply();

        Assert.True(System.IO.File.Exists(secret));
        Assert.False(System.IO.File.Exists(mark));
        Assert.Equal([secret], purge.Kept);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_token_that_is_held_in_the_state_folder_goes_to_its_own_file_first(bool isConsole)
    {
        (string held, string path) = WriteHeld(isConsole);

        StatePurge purge = Plan();
        purge.Prepare();
        purge.Apply();

        Assert.Contains("refresh-2", System.IO.File.ReadAllText(path), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(held));
    }

    [Fact]
    public void While_its_folder_can_not_be_written_nothing_is_deleted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "The folder's mode must count.");
        (string held, string path) = WriteHeld(isConsole: true);
        string log = File("state/log/events.jsonl");
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            StatePurge purge = Plan();
            KeepaliveException[] refused = [Assert.Throws<KeepaliveException>(purge.Prepare), Assert.Throws<KeepaliveException>(purge.Apply)];

            Assert.All(refused, exception => Assert.Equal(KeepaliveErrorCode.InstallationRefused, exception.Code));
            Assert.All(refused, exception => Assert.Contains("only token of a sign-in", exception.Message, StringComparison.Ordinal));
            Assert.True(System.IO.File.Exists(held));
            Assert.True(System.IO.File.Exists(log));
        }
        finally
        {
            SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        void SetMode(UnixFileMode mode)
        {
            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(Path.GetDirectoryName(path)!, mode);
            }
        }
    }

    [Fact]
    public void A_folder_in_the_place_of_its_file_is_refused_and_the_held_token_stays()
    {
        (string held, string path) = WriteHeld(isConsole: true);
        System.IO.File.Delete(path);
        Directory.CreateDirectory(Path.Combine(path, "in the way"));

        var refused = Assert.Throws<KeepaliveException>(Plan().Prepare);

        Assert.Contains("only token of a sign-in", refused.Message, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(held));
    }

    [Fact]
    public void A_running_sign_in_is_named_and_nothing_is_deleted()
    {
        string file = File("state/log/events.jsonl");
        using FileLock lease = FileLock.TryAcquire(Path.Combine(State, "sso", "for my%20corp.sign-in.lock"))!;

        var refused = Assert.Throws<KeepaliveException>(Plan);

        Assert.Contains("The sign-in to 'my corp' is running", refused.Message, StringComparison.Ordinal);
        Assert.Contains("login --cancel", refused.Advice, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(file));
    }

    [Fact]
    public async Task A_running_renewal_is_awaited()
    {
        string lease = Path.Combine(State, "console-login", "for arn%3Aaws.renewal.lock");
        FileLock renewal = FileLock.TryAcquire(lease)!;
        StatePurge purge = Plan();
        Task purging = Task.Run(purge.Apply, TestContext.Current.CancellationToken);
        string last = File("state/console-login/for arn%3Aaws.renewal.json");

        renewal.Dispose();
        await purging;

        Assert.False(System.IO.File.Exists(last));
        Assert.False(Directory.Exists(State));
    }

    [Fact]
    public void While_another_settings_file_uses_Keepalive_its_state_is_needed()
    {
        using var home = new InstallHome();
        home.Install();
        home.Install(home.Options with { Scope = SettingsScope.Local });
        var uninstaller = Uninstaller.Plan(home.Home.Environment, SettingsScope.User, home.WorkingDirectory, home.Home.Clock);

        var refused = Assert.Throws<KeepaliveException>(() => StatePurge.Plan(home.Home.Environment, uninstaller));

        Assert.Contains("still installed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_state_there_is_nothing_to_do()
    {
        StatePurge purge = Plan();

        purge.Apply();

        Assert.Empty(purge.Paths);
    }

    private StatePurge Plan() => StatePurge.Plan(_home.Environment, Uninstaller.Plan(_home.Environment, SettingsScope.User, _home.Folder, _home.Clock));

    private (string Held, string Path) WriteHeld(bool isConsole)
    {
        string key = new('a', isConsole ? 64 : 40);
        string path = Path.Combine(_home.Folder, ".aws", isConsole ? "login" : "sso", "cache", key + ".json");
        string held = Path.Combine(State, isConsole ? "console-login" : "sso", key + ".held.json");
        Write(path, Token(isConsole, 1));
        Write(held, Token(isConsole, 2));
        return (held, path);

        void Write(string file, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            System.IO.File.WriteAllText(file, text);
        }
    }

    private static string Token(bool isConsole, int number) => isConsole
        ? $$"""{"accessToken": {"accessKeyId": "ASIA{{number}}", "secretAccessKey": "s", "sessionToken": "t", "expiresAt": "2026-01-01T0{{number}}:00:00Z"}, "refreshToken": "refresh-{{number}}"}"""
        : $$"""{"accessToken": "access-{{number}}", "expiresAt": "2026-01-01T0{{number}}:00:00Z", "refreshToken": "refresh-{{number}}"}""";

    private string File(string name)
    {
        string path = Path.Combine(_home.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, "{}");
        return path;
    }
}
