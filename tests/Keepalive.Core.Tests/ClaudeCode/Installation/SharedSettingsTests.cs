using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Core.Tests.Platform.Jsonc;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>Nothing that is true in one home alone goes into settings that others read.</summary>
public sealed class SharedSettingsTests : IDisposable
{
    private readonly InstallHome _home = new();
    private readonly string _machine = Directory.CreateTempSubdirectory("keepalive-machine-").FullName;

    public SharedSettingsTests()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_machine, Everybody);
        }
    }

    private static UnixFileMode Everybody =>
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private string Managed => Path.Combine(_machine, "claude-code", "managed-settings.json");

    private SystemEnvironment Machine => new(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows())
    {
        ManagedSettingsFolder = Path.Combine(_machine, "claude-code"),
        PolicyFile = Path.Combine(_machine, "policy.json"),
    };

    [Fact]
    public void Managed_settings_name_neither_a_profile_nor_a_folder_of_the_administrator()
    {
        string program = ProgramForAll();
        _home.Home.WriteConfig("[default]\nregion = eu-west-1\n");
        _home.Variables["AWS_CONFIG_FILE"] = _home.Home.ConfigPath;
        _home.With("""{ "statusLine": { "type": "command", "command": "~/mine" } }""");
        SortedDictionary<string, string> before = _home.Files();

        Install();

        string text = File.ReadAllText(Managed);
        Assert.DoesNotContain(_home.Home.Folder, text, StringComparison.Ordinal);
        Assert.DoesNotContain("AWS_PROFILE", text, StringComparison.Ordinal);
        Assert.Equal($"{ShellWord.Of(program, OperatingSystem.IsWindows())} export", (string?)Read()["awsCredentialExport"]);
        Assert.Equal(before, _home.Files());
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(Managed).HasFlag(UnixFileMode.OtherRead));
            Assert.True(File.GetUnixFileMode(Path.GetDirectoryName(Managed)!).HasFlag(UnixFileMode.OtherExecute));
        }
    }

    [Fact]
    public void A_profile_or_a_setting_of_one_account_is_refused_with_the_way_that_holds_for_all()
    {
        ProgramForAll();
        foreach ((InstallOptions options, string advice) in ((InstallOptions, string)[])
        [
            (Options with { Profile = "work" }, $"in {Machine.PolicyFile}"),
            (Options with { Configuration = [new("warnMinutes", "5")] }, "claude-aws config set"),
            (Options with { DefaultChain = true }, "without --default-chain"),
        ])
        {
            var refusal = Assert.Throws<KeepaliveException>(() => Install(options));

            Assert.Equal(KeepaliveErrorCode.InstallationRefused, refusal.Code);
            Assert.Contains(advice, refusal.Advice, StringComparison.Ordinal);
            Assert.False(File.Exists(Managed));
        }
    }

    [Fact]
    public void A_program_that_others_do_not_get_to_is_refused()
    {
        var refusal = Assert.Throws<KeepaliveException>(() => Install());

        Assert.Contains("one account", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(OperatingSystem.IsWindows() ? "Program Files" : "/usr/local/bin", refusal.Advice, StringComparison.Ordinal);
        Assert.False(File.Exists(Managed));
        if (!OperatingSystem.IsWindows())
        {
            string program = ProgramForAll();
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Assert.Contains("its file mode", Assert.Throws<KeepaliveException>(() => Install()).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(program, Everybody);
            File.SetUnixFileMode(_machine, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Contains($"other accounts may not read {_machine}", Assert.Throws<KeepaliveException>(() => Install()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_profile_that_an_earlier_installation_has_put_there_goes()
    {
        ProgramForAll();
        _home.Home.Write(Managed, """{ "env": { "AWS_PROFILE": "claude-aws", "A": "b" } }"""u8);

        Install();

        Assert.Equal("""{"A":"b"}""", Read()["env"]!.ToJsonString());
    }

    [Fact]
    public void A_status_line_that_all_see_stays()
    {
        ProgramForAll();
        _home.Home.Write(Managed, """{ "statusLine": { "type": "command", "command": "theirs" } }"""u8);

        var installation = Install();

        Assert.Equal("theirs", (string?)Read()["statusLine"]!["command"]);
        Assert.Contains(installation.Notes, note => note.StartsWith("The existing status line is not changed", StringComparison.Ordinal));
        Assert.False(File.Exists(_home.ConfigurationPath));
    }

    [Fact]
    public void A_project_gets_no_profile_of_one_home_and_the_path_in_it_is_named()
    {
        var installation = _home.Install(_home.Options with { Scope = SettingsScope.Project });

        Assert.DoesNotContain("AWS_PROFILE", File.ReadAllText(Path.Combine(_home.WorkingDirectory, ".claude", "settings.json")), StringComparison.Ordinal);
        Assert.False(File.Exists(_home.Home.ConfigPath));
        Assert.Contains(installation.Notes, note => note.StartsWith("Other people use these settings too, but do not have", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _home.Dispose();
        Directory.Delete(_machine, recursive: true);
    }

    private InstallOptions Options => _home.Options with { Scope = SettingsScope.Managed };

    private string ProgramForAll()
    {
        _home.Program = Path.Combine(_machine, Path.GetFileName(_home.Program));
        File.WriteAllText(_home.Program, "x");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_home.Program, Everybody);
        }

        return _home.Program;
    }

    private Keepalive.ClaudeCode.Installation.Installer Install(InstallOptions? options = null)
    {
        var installation = Keepalive.ClaudeCode.Installation.Installer.Plan(Machine, options ?? Options, _home.Home.Clock);
        installation.Apply();
        return installation;
    }

    private JsonNode Read() => JsoncSamples.Read(File.ReadAllBytes(Managed))!;
}
