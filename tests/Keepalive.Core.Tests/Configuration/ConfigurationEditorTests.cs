using System.Text;
using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>One setting is changed, and nothing else.</summary>
public sealed class ConfigurationEditorTests : IDisposable
{
    private const string Commented = "// The team's.\r\n{\r\n\t\"warnMinutes\" : 10, // long enough\r\n\t/* mine */ \"profile\": \"work\",\r\n}\r\n";

    private readonly SyntheticHome _home = new();

    private string ConfigurationPath => ConfigurationFile.Locate(_home.Environment)!;

    public ConfigurationEditorTests() => _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_value_is_replaced_and_every_other_byte_stays()
    {
        Write(Commented);

        ConfigurationEdit edit = await SetAsync("warnMinutes", "20");

        Assert.True(edit.IsChange);
        Assert.Equal(Commented.Replace("10", "20", StringComparison.Ordinal), Read());
        Assert.Equal(20, ConfigurationFile.Read(_home.Environment, _home.Clock).WarnAhead.TotalMinutes);
    }

    [Fact]
    public async Task Set_and_unset_give_back_every_byte()
    {
        Write(Commented);

        await SetAsync("loginCmd", "saml2aws login", "team/x");
        Assert.Equal("saml2aws login", ConfigurationFile.Read(_home.Environment, _home.Clock).For("team/x").LoginCommand);
        await SetAsync("loginCmd", null, "team/x");

        Assert.Equal(Commented, Read());
    }

    [Fact]
    public async Task The_same_value_changes_nothing()
    {
        Write(Commented);
        DateTime written = File.GetLastWriteTimeUtc(ConfigurationPath);

        Assert.False((await SetAsync("profile", "work")).IsChange);
        Assert.Equal(written, File.GetLastWriteTimeUtc(ConfigurationPath));
    }

    [Fact]
    public void A_plan_writes_nothing()
    {
        ConfigurationEdit edit = new ConfigurationEditor(_home.Environment, _home.Clock, () => RecipeNames.Find(_home.Environment, _home.Clock)).Plan("profile", "work", profile: null);

        Assert.Equal((true, "Set 'profile' to \"work\""), (edit.IsChange, edit.ToString()));
        Assert.False(File.Exists(ConfigurationPath));
    }

    [Theory]
    [InlineData("warnMinutes", "12.5", "12.5")]
    [InlineData("forbidAutoLogin", "True", "true")]
    [InlineData("loginFlow", "devicecode", "\"deviceCode\"")]
    [InlineData("loginCmd", "say \"ü\"", "\"say \\\"ü\\\"\"")]
    public async Task A_value_is_written_in_its_own_type(string name, string value, string expected)
    {
        await SetAsync(name, value);

        Assert.Contains($"\"{name}\": {expected}", Read(), StringComparison.Ordinal);
        Assert.Empty(ConfigurationFile.Read(_home.Environment, _home.Clock).Problems);
    }

    [Theory]
    [InlineData("warnMinutes", "soon", null, "must be a number")]
    [InlineData("warnMinuts", "5", null, "not a setting of Keepalive")]
    [InlineData("warnMinuts", null, null, "not a setting of Keepalive")]
    [InlineData("profile", "x", "work", "can't be set for one profile")]
    public async Task What_does_not_fit_is_refused_and_nothing_is_written(string name, string? value, string? profile, string words)
    {
        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync(name, value, profile));

        Assert.Equal((KeepaliveErrorCode.SettingInvalid, name), (exception.Code, exception.Target));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(ConfigurationPath));
    }

    [Theory]
    [InlineData("{ \"warnMinutes\": ", "line 1, column 18")]
    [InlineData("[]", "must be an object")]
    [InlineData("{\"profiles\":5}", "must be an object")]
    public async Task A_file_that_can_not_be_read_is_never_rewritten(string text, string words)
    {
        Write(text);

        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync("loginCmd", "x", "work"));

        Assert.Equal(KeepaliveErrorCode.ConfigurationInvalid, exception.Code);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Equal(text, Read());
    }

    [Fact]
    public async Task A_slip_that_would_stop_the_next_start_is_told_now()
    {
        Write("{\"profil\":\"x\"}");

        Assert.Equal(KeepaliveErrorCode.ConfigurationInvalid, (await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync("warnMinutes", "5"))).Code);
        Assert.True((await SetAsync("profil", null)).IsChange);
        Assert.Equal("{}", Read());
    }

    [Fact]
    public async Task A_wrong_value_can_be_mended()
    {
        Write("{\"profile\":5}");

        await SetAsync("profile", "work");

        Assert.Equal("{\"profile\":\"work\"}", Read());
    }

    [Fact]
    public async Task A_new_file_has_its_schema_beside_it()
    {
        await SetAsync("profile", "work");

        Assert.StartsWith("{\n  \"$schema\": \"./configuration.schema.json\",\n  \"profile\": \"work\"", Read().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(ConfigurationSchema.Read(), await File.ReadAllBytesAsync(
            Path.Combine(Path.GetDirectoryName(ConfigurationPath)!, "configuration.schema.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_somebody_made_gets_none()
    {
        Write("{}");

        await SetAsync("profile", "work");

        Assert.Equal([ConfigurationPath], Directory.GetFiles(Path.GetDirectoryName(ConfigurationPath)!));
    }

    [Fact]
    [Trait("Migration", "S27")]
    [Trait("Migration", "W25")]
    public async Task File_and_folder_are_their_owner_s_alone_also_where_the_folder_was_open()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        Directory.CreateDirectory(Path.GetDirectoryName(ConfigurationPath)!);

        await SetAsync("profile", "work");

        Assert.Equal("rwx------ rw-------", $"{Mode(Path.GetDirectoryName(ConfigurationPath)!)} {Mode(ConfigurationPath)}");
        Assert.Equal("rwx------ rw-------", $"{Mode(Path.Combine(_home.Folder, "state"))} {Mode(Path.Combine(_home.Folder, "state", "configuration.lock"))}");
    }

    [Fact]
    public async Task A_folder_that_is_not_ours_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        string folder = Directory.CreateDirectory(Path.Combine(_home.Folder, "mine")).FullName;
        string before = Mode(folder);
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(folder, "c.json");

        await SetAsync("profile", "work");

        Assert.Equal(before, Mode(folder));
    }

    [Fact]
    public async Task Changes_at_once_follow_one_another()
    {
        string[] names = [.. ConfigurationSettings.All.Where(setting => setting.Kind == SettingKind.Text && setting.Name != "recipe").Select(setting => setting.Name)];

        await Task.WhenAll(names.Select(name => Task.Run(() =>
            new ConfigurationEditor(_home.Environment, TimeProvider.System, () => RecipeNames.Find(_home.Environment, TimeProvider.System)).ApplyAsync(name, $"of {name}", null, TestContext.Current.CancellationToken))));

        Assert.All(names, name => Assert.Contains($"\"of {name}\"", Read(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("saml2awss", "Did you mean 'saml2aws'?")]
    [InlineData("Saml2AWS", "Did you mean 'saml2aws'?")]
    [InlineData("nothing-like-it", "The recipes are aws-google-auth,")]
    public async Task A_recipe_that_does_not_exist_is_refused_with_the_nearest_one(string recipe, string words)
    {
        KeepaliveException fault = await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync("recipe", recipe));

        Assert.Equal(KeepaliveErrorCode.SettingInvalid, fault.Code);
        Assert.Contains(words, fault.Advice, StringComparison.Ordinal);
        Assert.False(File.Exists(ConfigurationPath));
    }

    [Fact]
    public async Task A_recipe_of_the_product_and_one_of_one_s_own_can_be_set()
    {
        Write("""{"recipes": {"mine": {"extends": "saml2aws"}}}""");

        await SetAsync("recipe", "mine");
        await SetAsync("recipe", "gimme-aws-creds", "work");

        Assert.Contains("\"recipe\": \"mine\"", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_is_no_choice_is_refused_with_the_nearest_one()
    {
        KeepaliveException fault = await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync("loginFlow", "devicecod"));

        Assert.Contains("Did you mean 'deviceCode'?", fault.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_is_not_there_yet_is_set_and_doubted()
    {
        ConfigurationEdit edit = await SetAsync("profile", "nowhere");
        ConfigurationEdit own = await SetAsync("loginUser", "jane", "nowhere");

        Assert.True(edit.IsChange && own.IsChange);
        Assert.Contains("There is no profile 'nowhere'", edit.Doubt, StringComparison.Ordinal);
        Assert.Contains("There is no profile 'nowhere'", own.Doubt, StringComparison.Ordinal);
        Assert.Null((await SetAsync("loginUser", "jane")).Doubt);
    }

    [Fact]
    public async Task The_profile_for_the_default_credential_chain_is_named_if_it_has_another_source()
    {
        _home.WriteConfig("[profile work]\nregion = x\n[profile \"q n\"]\nregion = x\n[profile claude-aws]\nclaude_aws_source = work\ncredential_process = claude-aws export --profile work\n");

        Assert.Equal(
            "Profile 'claude-aws', for Claude Code's default credential chain, still uses 'work'. To change it too, run: claude-aws install --profile \"q n\"",
            (await SetAsync("profile", "q n")).Doubt);
        Assert.Null((await SetAsync("profile", "work")).Doubt);
        Assert.Null((await SetAsync("profile", "claude-aws")).Doubt);
        Assert.Null((await SetAsync("loginUser", "jane", "q n")).Doubt);
    }

    [Theory]
    [InlineData("profile", "", null)]
    [InlineData("loginUser", "jane", "")]
    public async Task An_empty_name_of_a_profile_is_refused(string name, string value, string? profile)
    {
        KeepaliveException fault = await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync(name, value, profile));

        Assert.Equal((KeepaliveErrorCode.SettingInvalid, "The name of a profile is empty."), (fault.Code, fault.Message));
        Assert.False(File.Exists(ConfigurationPath));
    }

    [Fact]
    public async Task In_a_home_that_can_t_be_written_the_configuration_file_is_told_and_no_sign_in()
    {
        string place = Path.Combine(_home.Folder, "no folder");
        _home.Write(place, "x"u8);
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(place, "config.json");
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(place, "state");

        KeepaliveException fault = await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync("warnMinutes", "9"));

        Assert.Equal(KeepaliveErrorCode.ConfigurationUnwritable, fault.Code);
        Assert.Equal($"The configuration file {ConfigurationPath} can't be written: {place} is a file, but must be a folder.", fault.Message);
        Assert.Equal("The file was not changed. Move or delete the file.", fault.Advice);
        Assert.Equal(KeepaliveErrorCode.SettingInvalid, (await Assert.ThrowsAsync<KeepaliveException>(() => SetAsync("warnMinutes", "soon"))).Code);
    }

    private static string Mode(string path)
    {
        int mode = OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(path);
        return string.Concat(Enumerable.Range(0, 9).Select(bit => (mode & (0x100 >> bit)) == 0 ? '-' : "rwx"[bit % 3]));
    }

    private Task<ConfigurationEdit> SetAsync(string name, string? value, string? profile = null) =>
        new ConfigurationEditor(_home.Environment, _home.Clock, () => RecipeNames.Find(_home.Environment, _home.Clock)).ApplyAsync(name, value, profile, TestContext.Current.CancellationToken);

    private void Write(string text) => _home.Write(ConfigurationPath, Encoding.UTF8.GetBytes(text));

    private string Read() => File.ReadAllText(ConfigurationPath);
}
