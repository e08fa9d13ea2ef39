using System.Text;
using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>An installation tells of settings because of which Claude Code does not use what it installs.</summary>
public sealed class OverridingSettingsTests : IDisposable
{
    private readonly InstallHome _home = new();

    private string Project => Path.Combine(_home.WorkingDirectory, ".claude", "settings.json");

    private string Local => Path.Combine(_home.WorkingDirectory, ".claude", "settings.local.json");

    private string Managed => Path.Combine(_home.Home.Folder, "managed");

    [Fact]
    public void A_command_of_a_part_of_the_managed_settings_is_told()
    {
        string part = Write(Path.Combine(Managed, "managed-settings.d", "10.json"), """{"awsCredentialExport":"theirs export"}""");
        Write(Local, """{"awsCredentialExport":"mine export"}""");

        Assert.Equal([$"awsCredentialExport in {part} overrides the installed value."], Told("overrides"));
    }

    [Fact]
    public void The_last_part_counts_and_one_that_calls_Keepalive_hides_nothing()
    {
        Write(Path.Combine(Managed, "managed-settings.json"), """{"awsCredentialExport":"theirs export"}""");
        Write(Path.Combine(Managed, "managed-settings.d", "20.json"), """{"awsCredentialExport":"claude-aws export"}""");
        Write(Local, """{"awsCredentialExport":"mine export"}""");

        Assert.Empty(Told("overrides"));
    }

    [Fact]
    public void A_part_overrides_the_managed_settings_themselves()
    {
        string part = Write(Path.Combine(Managed, "managed-settings.d", "10.json"), """{"awsAuthRefresh":"theirs"}""");
        _home.Variables["PATH"] = Path.GetDirectoryName(_home.Program)!;

        Assert.Equal([$"awsAuthRefresh in {part} overrides the installed value."], Told("overrides", new InstallOptions { Scope = SettingsScope.Managed, Engine = ClaudeCodeEngine.Cmdlets, WorkingDirectory = _home.WorkingDirectory }));
    }

    [Theory]
    [InlineData("settings.json", "CLAUDE_AWS_PROFILE")]
    [InlineData("settings.local.json", "CLAUDE_AWS_PROFILE")]
    [InlineData("settings.json", "CC_KEEPALIVE_PROFILE")]
    public void A_profile_that_the_project_sets_is_told(string file, string variable)
    {
        string path = Write(Path.Combine(_home.WorkingDirectory, ".claude", file), "{\"env\":{\"" + variable + "\":\"other\"}}");

        Assert.Equal([$"env.{variable} in {path} overrides the installed profile 'work': Claude Code uses profile 'other' in this folder."], Told(variable));
    }

    [Fact]
    public void The_installed_profile_and_one_that_is_overridden_itself_are_not_told()
    {
        Write(Project, """{"env":{"CLAUDE_AWS_PROFILE":"other"}}""");
        Write(Local, """{"env":{"CLAUDE_AWS_PROFILE":"work"}}""");

        Assert.Empty(Told("_PROFILE"));
    }

    [Fact]
    public void A_profile_in_the_written_file_itself_is_told()
    {
        _home.With("""{"env":{"CLAUDE_AWS_PROFILE":"other"}}""");

        Assert.EndsWith("Claude Code uses profile 'other'.", Assert.Single(Told("CLAUDE_AWS_PROFILE")), StringComparison.Ordinal);
    }

    [Fact]
    public void Hooks_that_the_project_switches_off_are_told()
    {
        Write(Project, """{"disableAllHooks":true}""");

        Assert.Equal([$"disableAllHooks in {Project} switches off the hooks and the status line in this folder."], Told("disableAllHooks"));
    }

    [Fact]
    public void Hooks_that_only_a_weaker_file_switches_off_are_not_told()
    {
        Write(Project, """{"disableAllHooks":true}""");
        Write(Local, """{"disableAllHooks":false}""");

        Assert.Empty(Told("disableAllHooks"));
    }

    [Fact]
    public void Hooks_that_the_administrator_does_not_allow_are_told()
    {
        string part = Write(Path.Combine(Managed, "managed-settings.d", "10.json"), """{"allowManagedHooksOnly":true}""");

        Assert.Equal([$"allowManagedHooksOnly in {part} switches off the installed hooks."], Told("allowManagedHooksOnly"));
    }

    [Fact]
    public void Project_settings_that_are_damaged_are_told_with_their_place()
    {
        Write(Project, "{\n  \"awsCredentialExport\": \"theirs");
        Write(Local, """{"model":5,"awsAuthRefresh":"theirs"}""");

        IReadOnlyList<string> notes = Plan().Notes;

        Assert.Contains($"{Project}, line 2, column 26: the string has no end. Claude Code can't use this file.", notes);
        Assert.Contains($"{Local}, line 1, column 10: 'model' must be a string, but is a number; because of this, Claude Code skips the whole file.", notes);
        Assert.DoesNotContain(notes, note => note.Contains("overrides", StringComparison.Ordinal));
    }

    [Fact]
    public void In_the_home_folder_the_written_file_is_told_of_once_at_most()
    {
        _home.With("""{"awsCredentialExport":"theirs","disableAllHooks":true}""");

        Assert.Single(Told("disableAllHooks", _home.Options with { Profile = "work", WorkingDirectory = _home.Home.Folder }));
        Assert.Empty(Told("overrides", _home.Options with { Profile = "work", WorkingDirectory = _home.Home.Folder }));
    }

    public void Dispose() => _home.Dispose();

    private string Write(string path, string text)
    {
        _home.Home.Write(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    private IEnumerable<string> Told(string word, InstallOptions? options = null) => Plan(options).Notes.Where(note => note.Contains(word, StringComparison.Ordinal));

    private Installer Plan(InstallOptions? options = null) => Installer.Plan(
        new SystemEnvironment(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows()) { ManagedSettingsFolder = Managed }, options ?? _home.Options with { Profile = "work" }, _home.Home.Clock);
}
