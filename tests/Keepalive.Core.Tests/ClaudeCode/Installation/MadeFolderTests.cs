using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>The folders that an installation makes go with it, as long as nobody else has put anything into them.</summary>
public sealed class MadeFolderTests : IDisposable
{
    private readonly InstallHome _home = new();

    private string ClientFolder => Path.GetDirectoryName(_home.SettingsPath)!;

    private InstallOptions Options => _home.Options with { Profile = "work" };

    [Fact]
    public void A_file_where_Claude_Codes_folder_belongs_is_refused_and_nothing_stays()
    {
        File.WriteAllText(ClientFolder, "mine");
        string[] before = Tree();

        KeepaliveException fault = Assert.Throws<KeepaliveException>(() => _home.Install(Options));

        Assert.Equal(KeepaliveErrorCode.SettingsFileUnwritable, fault.Code);
        Assert.Contains($"{ClientFolder} is a file", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
    }

    [Fact]
    public void Empty_folders_that_the_installation_has_made_go_with_it()
    {
        string[] before = WithoutState();

        _home.Install(Options);
        _home.Uninstall();

        Assert.Equal(before, WithoutState());
        Assert.Equal(["installation.lock"], Directory.EnumerateFileSystemEntries(StatePath).Select(Path.GetFileName));
    }

    [Fact]
    public void Taking_out_what_was_never_installed_makes_nothing()
    {
        string[] before = Tree();

        Assert.Empty(_home.Uninstall().ChangedFiles);

        Assert.Equal(before, Tree());
    }

    [Fact]
    public void A_folder_that_was_there_before_stays_though_it_is_empty()
    {
        Directory.CreateDirectory(ClientFolder);

        _home.Install(Options);
        _home.Uninstall();

        Assert.True(Directory.Exists(ClientFolder));
    }

    [Fact]
    public void A_folder_that_somebody_uses_by_now_stays()
    {
        _home.Install(Options);
        File.WriteAllText(Path.Combine(ClientFolder, "history.jsonl"), "{}");

        _home.Uninstall();

        Assert.Equal(["history.jsonl"], Directory.EnumerateFileSystemEntries(ClientFolder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_reinstallation_remembers_the_folders_of_the_first()
    {
        string[] before = WithoutState();

        _home.Install(Options);
        _home.Install(Options with { Region = "eu-west-1" });
        Array.ForEach(Directory.GetFiles(ClientFolder, "*.bak"), File.Delete);
        _home.Uninstall();

        Assert.Equal(before, WithoutState());
    }

    [Fact]
    public void A_step_that_fails_takes_the_folders_away_that_were_made_before_it()
    {
        string[] before = WithoutState();
        int steps = 0;
        _home.Plan(Options).Apply(() => steps++);
        _home.Uninstall();

        for (int last = 1; last < steps; last++)
        {
            int reached = 0;
            Assert.Throws<KeepaliveException>(() => _home.Plan(Options).Apply(
                () => _ = ++reached == last ? throw KeepaliveErrors.StateFolderUnusable("x", "no space is left", new IOException()) : 0));

            Assert.Equal(before, WithoutState());
        }
    }

    [Fact]
    public void A_record_of_an_earlier_build_names_no_folders_and_is_read()
    {
        string settings = _home.SettingsPath;
        _home.Install(Options);
        string path = Path.Combine(InstallationRecord.Folder(_home.Home.Environment), "record.json");
        JsonObject record = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(record.Remove("folders"));
        File.WriteAllText(path, record.ToJsonString());

        _home.Uninstall();

        Assert.False(File.Exists(settings));
        Assert.True(Directory.Exists(ClientFolder));
    }

    public void Dispose() => _home.Dispose();

    private string StatePath => Keepalive.Platform.StateFolder.Locate(_home.Home.Environment);

    private string[] Tree() => [.. Directory.EnumerateFileSystemEntries(_home.Home.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string[] WithoutState() => [.. Tree().Where(path => !path.StartsWith(Path.Combine(_home.Home.Folder, ".local"), StringComparison.Ordinal) && !StatePath.StartsWith(path, StringComparison.Ordinal) && !path.StartsWith(StatePath, StringComparison.Ordinal))];
}
