using Keepalive.ClaudeCode.Installation;
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
        string[] ours = [File("state/sso/lock"), File("state/clock"), File(".claude/settings.json.20260101-120000.bak"), File(".claude/settings.json.20260101-120000-2.bak"), File(".aws/config.20260101-120000.bak")];
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
    public void A_plan_deletes_nothing()
    {
        string path = File("state/sso/lock");

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

    private string File(string name)
    {
        string path = Path.Combine(_home.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, "{}");
        return path;
    }
}
