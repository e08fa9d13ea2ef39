using Keepalive.ClaudeCode.Installation;
using Keepalive.Core.Tests.Platform.Jsonc;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>What could never work is refused before a file is written; what is missing for Bedrock is said and can be set.</summary>
public sealed class JudgementTests : IDisposable
{
    private readonly InstallHome _home = new();

    [Fact]
    public void An_unknown_profile_is_refused_with_the_nearest_name()
    {
        KeepaliveException refusal = Refusal(_home.Options with { Profile = "wrok" });

        Assert.Equal(KeepaliveErrorCode.ProfileNotFound, refusal.Code);
        Assert.Equal("Did you mean 'work'?", refusal.Advice);
    }

    [Fact]
    public void The_profile_that_was_asked_for_is_the_one_that_is_judged()
    {
        _home.Home.Write(_home.ConfigurationPath, """{ "profile": "work" }"""u8);

        Assert.Equal(KeepaliveErrorCode.ProfileNotFound, Refusal(_home.Options with { Configuration = [new("profile", "nope")] }).Code);
    }

    [Fact]
    public void A_profile_that_is_missing_beside_others_is_refused_though_nobody_named_it()
    {
        _home.Home.WriteCredentials(Keys.Profile("work"));

        Assert.Equal(KeepaliveErrorCode.ProfileNotFound, Refusal().Code);
    }

    [Fact]
    public void A_home_without_any_profile_is_wired_and_the_profile_awaited()
    {
        _home.Home.WriteCredentials(string.Empty);

        Assert.Contains(_home.Install().Notes, note => note.Contains("does not exist yet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("recipe", "saml2aws")]
    [InlineData("loginCmd", "saml2aws login")]
    public void A_profile_that_a_configured_login_tool_will_write_is_awaited(string name, string value) =>
        Assert.Contains(_home.Install(_home.Options with { Profile = "saml", Configuration = [new(name, value)] }).Notes, note => note.Contains("does not exist yet", StringComparison.Ordinal));

    [Fact]
    public void A_role_whose_source_does_not_exist_is_refused_and_no_keys_are_claimed()
    {
        _home.Home.WriteConfig("[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = nobody\n");

        Assert.Equal(KeepaliveErrorCode.RoleSourceNotFound, Refusal(_home.Options with { Profile = "role" }).Code);
    }

    [Fact]
    public void A_role_without_a_source_is_refused()
    {
        _home.Home.WriteConfig("[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\n");

        KeepaliveException refusal = Refusal(_home.Options with { Profile = "role" });

        Assert.Equal(KeepaliveErrorCode.RoleSourceInvalid, refusal.Code);
        Assert.Contains("source_profile", refusal.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[work]\naws_access_key_id = ASIATESTTESTTEST0001\n", KeepaliveErrorCode.KeyPairIncomplete)]
    [InlineData("[work]\nregion = eu-west-1\n", KeepaliveErrorCode.CredentialNotFound)]
    public void Keys_that_Claude_Code_could_never_be_given_are_refused(string credentials, string code)
    {
        _home.Home.WriteCredentials(credentials);

        Assert.Equal(code, Refusal(_home.Options with { Profile = "work" }).Code);
    }

    [Fact]
    public void A_link_to_a_file_that_nobody_may_write_is_refused_by_the_plan_already()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links take a privilege on Windows.");
            return;
        }

        string store = Path.Combine(_home.Home.Folder, "store", "settings.json");
        _home.Home.Write(store, "{}"u8);
        File.SetUnixFileMode(store, UnixFileMode.UserRead);
        Directory.CreateDirectory(Path.GetDirectoryName(_home.SettingsPath)!);
        File.CreateSymbolicLink(_home.SettingsPath, store);

        KeepaliveException refusal = Refusal();

        Assert.Equal(KeepaliveErrorCode.SettingsFileUnwritable, refusal.Code);
        Assert.Contains($"(a link to {store}) can't be written: it is marked read-only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_for_Bedrock_is_said_and_set_when_it_is_asked_for()
    {
        BedrockNeeds needs = _home.Plan().Needs;
        Assert.Equal((true, true), (needs.Switch, needs.Region));
        Assert.Equal(2, needs.Sentences().Count());

        var installation = _home.Install(_home.Options with { UsesBedrock = true, Region = "us-gov-west-1" });

        Assert.Empty(installation.Needs.Sentences());
        Assert.Equal("""{"AWS_PROFILE":"claude-aws","CLAUDE_CODE_USE_BEDROCK":"1","AWS_REGION":"us-gov-west-1"}""", JsoncSamples.Read(File.ReadAllBytes(_home.SettingsPath))!["env"]!.ToJsonString());
        _home.Install();
        _home.With(_home.Settings.TrimEnd()[..^1] + ", \"theirs\": 1 }");
        _home.Uninstall();
        Assert.Equal("""{"theirs":1}""", JsoncSamples.Read(File.ReadAllBytes(_home.SettingsPath))!.ToJsonString());
    }

    [Theory]
    [InlineData("CLAUDE_CODE_USE_BEDROCK", "1", false, true)]
    [InlineData("CLAUDE_CODE_USE_BEDROCK", "0", true, true)]
    [InlineData("CLAUDE_CODE_USE_MANTLE", "1", false, true)]
    [InlineData("AWS_REGION", "eu-west-1", true, false)]
    public void What_the_environment_has_already_is_not_missing(string name, string value, bool misses, bool missesRegion)
    {
        _home.Variables[name] = value;

        Assert.Equal(new BedrockNeeds(misses, missesRegion), _home.Plan().Needs);
    }

    [Fact]
    public void The_region_of_the_profile_counts_where_Claude_Code_comes_to_read_it()
    {
        _home.Home.WriteConfig("[profile work]\nregion = eu-west-1\n");

        Assert.False(_home.Plan(_home.Options with { Profile = "work" }).Needs.Region);
        Assert.True(_home.Plan(_home.Options with { Profile = "work", DefaultChain = false }).Needs.Region);
    }

    [Theory]
    [InlineData("eu")]
    [InlineData("EU-WEST-1")]
    [InlineData("eu-west-1 ")]
    [InlineData("https://x")]
    public void A_word_that_is_no_region_is_refused(string region) => Assert.Equal(KeepaliveErrorCode.InstallationRefused, Refusal(_home.Options with { Region = region }).Code);

    [Theory]
    [InlineData(ClaudeCodeEngine.Companion, true)]
    [InlineData(ClaudeCodeEngine.Cmdlets, false)]
    public void A_build_for_developers_gives_way_to_the_native_program_on_PATH(ClaudeCodeEngine engine, bool isTold)
    {
        string native = Path.Combine(_home.Home.Folder, "native", Path.GetFileName(_home.Program));
        _home.Home.Write(native, "native"u8);
        _home.Home.Write(Path.Combine(Path.GetDirectoryName(_home.Program)!, "claude-aws.dll"), "x"u8);
        _home.Variables["PATH"] = Path.GetDirectoryName(native)!;

        var installation = _home.Install(_home.Options with { Engine = engine });

        Assert.Equal(isTold, (string?)JsoncSamples.Read(File.ReadAllBytes(_home.SettingsPath))!["awsCredentialExport"] == "claude-aws export");
        Assert.Equal(isTold, installation.Notes.Any(note => note.StartsWith($"Claude Code will call {native}, the native program", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("default", false)]
    [InlineData("work", false)]
    [InlineData("work", true)]
    public void The_doctor_has_nothing_to_say_about_what_an_installation_has_done(string profile, bool hasVariable)
    {
        _home.Variables["PATH"] = Path.GetDirectoryName(_home.Program)!;
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(_home.Program, OwnerOnly | UnixFileMode.UserExecute);
            File.SetUnixFileMode(_home.Home.CredentialsPath, OwnerOnly);
        }

        if (hasVariable)
        {
            _home.Variables["AWS_PROFILE"] = "work";
        }

        string[] before = [.. Findings()];
        _home.Install(_home.Options with { Profile = profile == "default" ? null : profile, UsesBedrock = true, Region = "eu-west-1" });

        Assert.Empty(Findings().Except(before));
        Assert.DoesNotContain("KA107", Findings());
    }

    public void Dispose() => _home.Dispose();

    private IEnumerable<string> Findings() =>
        Doctor.Examine(_home.Home.Environment, new DiagnosticOptions(null, _home.WorkingDirectory, null), _home.Home.Clock).Findings.Select(finding => finding.Id);

    private KeepaliveException Refusal(InstallOptions? options = null)
    {
        SortedDictionary<string, string> before = _home.Files();
        var refusal = Assert.Throws<KeepaliveException>(() => _home.Plan(options));
        Assert.Equal(before, _home.Files());
        return refusal;
    }
}
