using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Core.Tests.Platform.Jsonc;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>What an installation writes, and what it leaves alone.</summary>
public sealed class InstallationTests : IDisposable
{
    private readonly InstallHome _home = new();

    [Fact]
    public void A_profile_for_one_folder_alone_is_told_to_be_that_of_all()
    {
        _home.Home.WriteCredentials(Keys.Profile("work") + Keys.Profile("other") + Keys.Profile("third"));
        _home.Install(_home.Options with { Profile = "work" });

        string note = Assert.Single(_home.Install(_home.Options with { Scope = SettingsScope.Local, Profile = "other" }).Notes, note => note.Contains("all folders", StringComparison.Ordinal));
        Assert.EndsWith("Before, it was 'work'.", note, StringComparison.Ordinal);
        Assert.DoesNotContain(_home.Install(_home.Options with { Profile = "third" }).Notes, other => other.Contains("all folders", StringComparison.Ordinal));

        Uninstaller first = _home.Uninstall(SettingsScope.Local);
        Assert.Contains(first.Notes, kept => kept.StartsWith($"Profile 'third' stays the profile of all folders, because {_home.SettingsPath} still uses", StringComparison.Ordinal));
        Assert.DoesNotContain(_home.Uninstall().Notes, kept => kept.Contains("all folders", StringComparison.Ordinal));
    }

    [Fact]
    public void A_command_of_the_project_that_hides_the_installed_one_is_told()
    {
        string project = Path.Combine(_home.WorkingDirectory, ".claude", "settings.json");
        _home.Home.Write(project, """{"awsCredentialExport":"theirs export","statusLine":{"type":"command","command":"claude-aws statusline"}}"""u8);

        IReadOnlyList<string> notes = _home.Install().Notes;

        Assert.Contains($"awsCredentialExport in {project} overrides the installed value in this folder.", notes);
        Assert.DoesNotContain(notes, note => note.StartsWith("statusLine in", StringComparison.Ordinal));
        Assert.DoesNotContain(_home.Install(_home.Options with { Scope = SettingsScope.Local }).Notes, note => note.Contains("overrides", StringComparison.Ordinal));
    }

    [Fact]
    public void Neither_the_written_file_itself_nor_one_that_Claude_Code_skips_overrides_the_command()
    {
        _home.With("""{"awsCredentialExport":"theirs export"}""");
        IReadOnlyList<string> atHome = _home.Plan(_home.Options with { WorkingDirectory = _home.Home.Folder }).Notes;
        _home.Home.Write(Path.Combine(_home.WorkingDirectory, ".claude", "settings.json"), """{"awsCredentialExport":42,"awsAuthRefresh":["a"],"statusLine":"foo"}"""u8);
        IReadOnlyList<string> skipped = _home.Plan().Notes;

        Assert.DoesNotContain(atHome.Concat(skipped), note => note.Contains("overrides", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Migration", "W23")]
    public void Every_slot_is_wired_and_the_status_line_counts_without_being_asked()
    {
        _home.Install();

        JsonNode settings = Read();
        string program = ShellWord.Of(_home.Program, OperatingSystem.IsWindows())!;
        Assert.Equal($"{program} export", (string?)settings["awsCredentialExport"]);
        Assert.Equal($"{program} refresh", (string?)settings["awsAuthRefresh"]);
        Assert.Equal($$"""{"type":"command","command":"{{program}} statusline","refreshInterval":15}""", settings["statusLine"]!.ToJsonString());
        Assert.Equal("claude-aws", (string?)settings["env"]!["AWS_PROFILE"]);
        Assert.Equal(["UserPromptSubmit", "SessionStart", "FileChanged", "StopFailure"], settings["hooks"]!.AsObject().Select(member => member.Key));
        Assert.All(settings["hooks"]!.AsObject(), hook => Assert.Equal(
            $$"""[{"hooks":[{"type":"command","command":"{{program}}","args":["check","--as-hook"],"timeout":10}]}]""", hook.Value!.ToJsonString()));
    }

    [Fact]
    [Trait("Migration", "W14")]
    public void No_string_holds_a_space_in_a_path_or_anything_that_a_shell_reads_otherwise()
    {
        _home.Program = Path.Combine(_home.Home.Folder, "my tools", Path.GetFileName(_home.Program));
        _home.Home.Write(_home.Program, "#!/bin/sh\n"u8);

        _home.Install();

        string[] strings = [(string)Read()["awsCredentialExport"]!, (string)Read()["awsAuthRefresh"]!, (string)Read()["statusLine"]!["command"]!];
        Assert.All(strings, text => Assert.DoesNotContain(text, character => "\"'\\$`;&|<>()*?!#".Contains(character, StringComparison.Ordinal)));

        // Only at the beginning of a word is it a home folder; in the middle it is a part of every short name of Windows.
        Assert.All(strings, text => Assert.DoesNotContain(text.Split(' '), word => word.StartsWith('~')));
        Assert.All(strings, text => Assert.Equal(2, text.Split(' ').Length));
        Assert.All(strings, text => Assert.True(File.Exists(text.Split(' ')[0]), text));
    }

    [Fact]
    public void A_program_that_PATH_finds_goes_by_its_bare_name()
    {
        _home.Variables["PATH"] = Path.GetDirectoryName(_home.Program)!;

        _home.Install();

        Assert.Equal("claude-aws export", (string?)Read()["awsCredentialExport"]);
    }

    [Fact]
    public void Another_program_of_that_name_on_PATH_is_not_taken_for_ours()
    {
        string other = Path.Combine(_home.Home.Folder, "other");
        _home.Home.Write(Path.Combine(other, Path.GetFileName(_home.Program)), "x"u8);
        _home.Variables["PATH"] = other;

        _home.Install();

        Assert.NotEqual("claude-aws export", (string?)Read()["awsCredentialExport"]);
    }

    [Theory]
    [InlineData("Keepalive/1.2.3/bin/linux-x64")]
    [InlineData(".claude/plugins/cache/mkt/keepalive/bin")]
    [InlineData("store/claude-aws-0.4/bin")]
    [Trait("Migration", "S30")]
    public void A_folder_that_the_next_version_takes_away_is_not_named(string folder)
    {
        _home.Program = Path.Combine(_home.Home.Folder, folder, Path.GetFileName(_home.Program));
        _home.Home.Write(_home.Program, "version one"u8);

        _home.Install();
        string word = ((string)Read()["awsCredentialExport"]!).Split(' ')[0];
        Assert.Equal("version one", File.ReadAllText(word));
        _home.Home.Write(_home.Program, "version two!"u8);
        _home.Install();
        Assert.Equal("version two!", File.ReadAllText(word));
        _home.Uninstall();

        Assert.False(File.Exists(word));
    }

    [Fact]
    [Trait("Migration", "S29")]
    public void The_status_line_that_was_there_becomes_ours_to_show()
    {
        _home.With("""{ "statusLine": { "type": "command", "command": "node ~/.claude/hud/omc-hud.mjs", "padding": 0 } }""");

        _home.Install();

        Assert.Equal("node ~/.claude/hud/omc-hud.mjs", (string?)Configuration()["statusLineCmd"]);
        Assert.Equal(0, (int?)Read()["statusLine"]!["padding"]);
        Assert.EndsWith(" statusline", (string?)Read()["statusLine"]!["command"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Migration", "S29")]
    public void The_wrapper_of_cc_aws_keepalive_gives_way_to_what_it_wraps()
    {
        _home.With("""{ "statusLine": { "type": "command", "command": "node /x/hud/aws-hud-wrapper.mjs" } }""");

        _home.Install();

        Assert.Equal("node /x/hud/omc-hud.mjs", (string?)Configuration()["statusLineCmd"]);
    }

    [Fact]
    public void Helpers_of_somebody_else_are_replaced_and_it_is_said()
    {
        _home.With("""{ "awsAuthRefresh": "aws sso login" }""");

        Assert.Contains(_home.Install().Notes, note => note.StartsWith("awsAuthRefresh had another value", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Migration", "S31")]
    public void A_backup_lies_beside_the_file_and_only_when_something_changes()
    {
        _home.With("{ /* mine */ }");

        string backup = Assert.Single(_home.Plan().Apply());
        Assert.Empty(_home.Plan().Apply());

        Assert.Equal("{ /* mine */ }", File.ReadAllText(backup));
        Assert.Matches(@"settings\.json\.\d{8}-\d{6}\.bak$", backup);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(backup) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Theory]
    [InlineData("{\n  \"model\": opus\n}", "settings.json, line 2, column 12: a value is expected.")]
    [InlineData("{\n  \"hooks\": []\n}", "settings.json, line 2, column 12: 'hooks' must be an object, but is an array.")]
    [InlineData("{ \"hooks\": { \"FileChanged\": {} } }", "settings.json, line 1, column 29: 'hooks.FileChanged' must be an array, but is an object.")]
    [InlineData("{ \"statusLine\": \"mine\" }", "settings.json, line 1, column 17: 'statusLine' must be an object, but is a string; because of this, Claude Code skips the whole file.")]
    [InlineData("[]", "settings.json, line 1, column 1: the file must be an object, but is an array.")]
    public void What_can_t_be_understood_is_refused_with_its_place_and_nothing_is_written(string settings, string message)
    {
        _home.With(settings);
        SortedDictionary<string, string> before = _home.Files();

        var refusal = Assert.Throws<KeepaliveException>(() => _home.Install());

        Assert.Equal(KeepaliveErrorCode.SettingsFileInvalid, refusal.Code);
        Assert.EndsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _home.Files());
    }

    [Theory]
    [InlineData("{\n  \"env\": { \"A\": \"b", "line 2, column 17: the string has no end.", "Correct that line in an editor. Nothing was changed.")]
    [InlineData("{\n  \"env\": {", "line 2, column 1", "Correct that line in an editor. Nothing was changed.")]
    [InlineData("\0\0\0\0\0\0", "line 1, column 1: there is a zero byte, as after a crash of the machine.", "Restore the file from a backup, or delete it if there is none. Nothing was changed.")]
    [InlineData("{}\n\0\0", "line 2, column 1: there is a zero byte, as after a crash of the machine.", "Restore the file from a backup, or delete it if there is none. Nothing was changed.")]
    [InlineData("{\"a\":\"b\0\0\0\"}", "line 1, column 8: there is a zero byte, as after a crash of the machine.", "Restore the file from a backup, or delete it if there is none. Nothing was changed.")]
    public void A_half_written_file_is_refused_with_its_place_and_the_next_step(string settings, string message, string advice)
    {
        _home.With(settings);
        SortedDictionary<string, string> before = _home.Files();

        var refusal = Assert.Throws<KeepaliveException>(() => _home.Install());

        Assert.Equal((KeepaliveErrorCode.SettingsFileInvalid, advice), (refusal.Code, refusal.Advice));
        Assert.StartsWith($"{_home.SettingsPath}, {message}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _home.Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF \n")]
    public void An_empty_file_is_refused_since_its_content_was_lost_or_is_still_to_come(string settings)
    {
        _home.With(settings);
        SortedDictionary<string, string> before = _home.Files();

        var refusal = Assert.Throws<KeepaliveException>(() => _home.Install());

        Assert.Equal(KeepaliveErrorCode.InstallationRefused, refusal.Code);
        Assert.Equal($"{_home.SettingsPath} is empty, as after a crash of the machine or while another program writes it.", refusal.Message);
        Assert.Equal("Try again. If the file stays empty, restore it from a backup, or delete it if there is none. Nothing was changed.", refusal.Advice);
        Assert.Equal(before, _home.Files());
    }

    [Fact]
    public void A_read_only_file_is_refused_and_nothing_is_written()
    {
        _home.With("{}");
        SortedDictionary<string, string> before = _home.Files();
        File.SetAttributes(_home.SettingsPath, FileAttributes.ReadOnly);

        var refusal = Assert.Throws<KeepaliveException>(() => _home.Install());

        Assert.Equal(KeepaliveErrorCode.SettingsFileUnwritable, refusal.Code);
        Assert.Equal(before, _home.Files());
        File.SetAttributes(_home.SettingsPath, FileAttributes.Normal);
    }

    [Fact]
    public void What_Claude_Code_writes_between_the_plan_and_its_carrying_out_is_not_lost()
    {
        _home.With("{}");
        var installation = _home.Plan();
        _home.With("""{ "theirs": 1 }""");

        installation.Apply();

        Assert.Equal(1, (int?)Read()["theirs"]);
        Assert.NotNull(Read()["awsCredentialExport"]);
        _home.Uninstall();
        Assert.Equal("""{ "theirs": 1 }""", _home.Settings);
    }

    [Fact]
    public void A_link_stays_a_link_and_the_file_behind_it_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links take a privilege on Windows.");
            return;
        }

        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        string dotfiles = Path.Combine(_home.Home.Folder, "dotfiles", "claude.json");
        _home.Home.Write(dotfiles, "{}"u8);
        File.SetUnixFileMode(dotfiles, Mode);
        Directory.CreateDirectory(Path.GetDirectoryName(_home.SettingsPath)!);
        File.CreateSymbolicLink(_home.SettingsPath, "../dotfiles/claude.json");

        _home.Install();

        Assert.Equal("../dotfiles/claude.json", new FileInfo(_home.SettingsPath).LinkTarget);
        Assert.Equal(Mode, File.GetUnixFileMode(dotfiles));
        Assert.Contains("awsCredentialExport", File.ReadAllText(dotfiles), StringComparison.Ordinal);
        Assert.Equal(["claude.json"], Directory.GetFiles(Path.GetDirectoryName(dotfiles)!).Select(Path.GetFileName));
    }

    [Fact]
    public void CLAUDE_CONFIG_DIR_says_where_the_settings_are()
    {
        string folder = Path.Combine(_home.Home.Folder, "elsewhere");
        _home.Variables["CLAUDE_CONFIG_DIR"] = folder;

        Assert.Equal(Path.Combine(folder, "settings.json"), _home.Install().SettingsPath);
        Assert.True(File.Exists(Path.Combine(folder, "settings.json")));
    }

    [Theory]
    [InlineData(SettingsScope.Project, "settings.json")]
    [InlineData(SettingsScope.Local, "settings.local.json")]
    public void A_project_has_settings_of_its_own(SettingsScope scope, string name)
    {
        _home.With("{}").Install(_home.Options with { Scope = scope });

        Assert.Equal("{}", _home.Settings);
        Assert.Contains("awsCredentialExport", File.ReadAllText(Path.Combine(_home.WorkingDirectory, ".claude", name)), StringComparison.Ordinal);
        _home.Uninstall(scope);
        Assert.False(File.Exists(Path.Combine(_home.WorkingDirectory, ".claude", name)));
    }

    [Fact]
    public void Wishes_go_into_our_configuration()
    {
        _home.Install(_home.Options with { Profile = "work", Configuration = [new("warnMinutes", "45"), new("whenSignedOut", "warn")] });

        Assert.Equal("""{"warnMinutes":45,"whenSignedOut":"warn","profile":"work"}""", Configuration().ToJsonString());
    }

    [Theory]
    [InlineData("warnMinute", "5")]
    [InlineData("warnMinutes", "soon")]
    public void A_wish_that_can_t_be_is_refused(string name, string value) => Assert.Equal(
        KeepaliveErrorCode.InstallationRefused,
        Assert.Throws<KeepaliveException>(() => _home.Install(_home.Options with { Configuration = [new(name, value)] })).Code);

    [Fact]
    [Trait("Migration", "S2")]
    public void The_configuration_of_cc_aws_keepalive_is_taken_over_where_ours_says_nothing()
    {
        WriteOlder("""{ "profile": "work", "loginCmd": "saml2aws login", "autoLoginMinutes": 0, "warnMinutes": "20", "statusLineCmd": "", "syncTargets": [{}] }""");
        _home.Home.Write(_home.ConfigurationPath, """{ "loginCmd": "mine" }"""u8);

        IReadOnlyList<string> notes = _home.Install().Notes;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "loginCmd": "mine", "profile": "work", "warnMinutes": 20 }"""), Configuration()), Configuration().ToJsonString());
        Assert.Contains(notes, note => note.Contains("syncTargets", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("saml2aws login --skip-prompt", true)]
    [InlineData("saml2aws login --skip-prompt --force", false)]
    [InlineData("other-tool", false)]
    [Trait("Migration", "W22")]
    public void A_login_with_saml2aws_that_would_do_nothing_ahead_of_the_end_is_pointed_out(string command, bool isPointedOut)
    {
        WriteOlder($$"""{ "autoLoginCmd": "{{command}}", "autoLoginMinutes": 10 }""");

        Assert.Equal(isPointedOut, _home.Plan().Notes.Any(note => note.Contains("--force", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Migration", "W10")]
    public void A_profile_that_cc_aws_keepalive_would_have_replaced_by_default_is_refused()
    {
        WriteOlder("""{ "profile": "team/prod" }""");

        Assert.Equal(KeepaliveErrorCode.InstallationRefused, Assert.Throws<KeepaliveException>(() => _home.Install()).Code);
    }

    [Fact]
    [Trait("Migration", "W7")]
    [Trait("Migration", "S28")]
    public void The_hook_and_the_plugin_of_cc_aws_keepalive_are_named_since_they_would_start_logins_beside_ours()
    {
        _home.With("""
            {
              "hooks": { "UserPromptSubmit": [{ "matcher": "", "hooks": [
                { "type": "command", "command": "node /opt/keepalive/aws-cred-check.mjs" },
                { "type": "command", "command": "date" }] }] },
              "enabledPlugins": { "cc-aws-keepalive@cc-aws-keepalive": true, "cc-aws-keepalive@old": false, "keepalive@keepalive": true }
            }
            """);

        string[] notes = [.. _home.Install().Notes.Where(note => note.Contains("cc-aws-keepalive", StringComparison.Ordinal))];

        Assert.Equal(2, notes.Length);
        Assert.StartsWith($"A hook of cc-aws-keepalive is still installed ({_home.SettingsPath}, line 3)", notes[0], StringComparison.Ordinal);
        Assert.StartsWith("The plugin cc-aws-keepalive@cc-aws-keepalive is still enabled", notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_shows_what_would_change_without_secrets_and_changes_nothing()
    {
        _home.With("{\n  \"env\": { \"ANTHROPIC_AUTH_TOKEN\": \"sk-nobody-may-see\" },\n  \"model\": \"opus\"\n}\n");
        SortedDictionary<string, string> before = _home.Files();

        string difference = _home.Plan().Difference();

        Assert.Equal(before, _home.Files());
        Assert.Contains($"--- {_home.SettingsPath}\n+++ {_home.SettingsPath}\n@@ -1,4 +1,", difference, StringComparison.Ordinal);
        Assert.Contains("\n+  \"awsCredentialExport\": ", difference, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-nobody", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cmdlets_can_be_called_instead()
    {
        _home.Install(_home.Options with { Engine = ClaudeCodeEngine.Cmdlets, Program = null });

        Assert.Equal("pwsh -NoProfile -NonInteractive -Command Get-ClaudeAwsCredential -AsJson", (string?)Read()["awsCredentialExport"]);
        Assert.Equal("""["-NoProfile","-NonInteractive","-Command","Keepalive\\Test-ClaudeAwsSession -AsHook"]""", Read()["hooks"]!["SessionStart"]![0]!["hooks"]![0]!["args"]!.ToJsonString());
    }

    [Fact]
    public void A_change_of_the_engine_leaves_one_of_each()
    {
        _home.Install();
        _home.Install(_home.Options with { Engine = ClaudeCodeEngine.Cmdlets });

        Assert.All(Read()["hooks"]!.AsObject(), hook => Assert.Equal("pwsh", (string?)Assert.Single(Assert.Single(hook.Value!.AsArray())!["hooks"]!.AsArray())!["command"]));
        _home.Uninstall();
        Assert.False(File.Exists(_home.SettingsPath));
    }

    [Fact]
    public void Two_dots_in_a_link_lead_to_the_file_that_Claude_Code_reads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a right of their own there");
        string folder = _home.Home.Folder;
        Directory.CreateDirectory(Path.Combine(folder, "dotfiles", "claude"));
        string shared = Directory.CreateDirectory(Path.Combine(folder, "dotfiles", "shared")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, ".claude"), "dotfiles/claude");
        File.CreateSymbolicLink(Path.Combine(folder, "dotfiles", "claude", "settings.json"), "../shared/settings.json");
        File.WriteAllText(Path.Combine(shared, "settings.json"), "{ /* mine */ }");

        _home.Install();

        Assert.Contains("awsCredentialExport", File.ReadAllText(Path.Combine(shared, "settings.json")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "shared")));
        _home.Uninstall();
        Assert.Equal("{ /* mine */ }", File.ReadAllText(Path.Combine(shared, "settings.json")));
    }

    [Fact]
    public void Settings_that_are_one_long_line_of_small_arrays_take_no_minutes()
    {
        string arrays = string.Join(',', Enumerable.Repeat(new string('[', 60) + new string(']', 60), 6_000));
        _home.With($"{{\"a\":[{arrays}]}}");

        Assert.Contains("settings.json", Assert.Single(_home.Plan().ChangedFiles, path => path == _home.SettingsPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reload_writes_the_same_bytes_anew()
    {
        _home.With("{ /* mine */ }");
        DateTime before = File.GetLastWriteTimeUtc(_home.SettingsPath);

        SettingsReload.Run(_home.Home.Environment, _home.Home.Clock);

        Assert.Equal("{ /* mine */ }", _home.Settings);
        Assert.NotEqual(before, File.GetLastWriteTimeUtc(_home.SettingsPath));
    }

    public void Dispose() => _home.Dispose();

    private void WriteOlder(string text) =>
        _home.Home.Write(Path.Combine(_home.Home.Folder, ".config", "cc-aws-keepalive", "config.json"), JsoncSamples.Bytes(text));

    private JsonNode Read() => JsoncSamples.Read(File.ReadAllBytes(_home.SettingsPath))!;

    private JsonNode Configuration() => JsoncSamples.Read(File.ReadAllBytes(_home.ConfigurationPath))!;
}
