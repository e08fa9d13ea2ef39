using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>What an administrator decides for a machine holds, and a policy that can't be made out stops everything.</summary>
public sealed class PolicyFileTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly SystemEnvironment _environment;

    public PolicyFileTests()
    {
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        _environment = On(_home);
    }

    private string PolicyPath => _environment.PolicyFile!;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void No_policy_decides_nothing() => Assert.Null(Read().Policy);

    [Fact]
    public void An_empty_folder_decides_nothing()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PolicyPath)!);

        Assert.Null(Read().Policy);
    }

    [Fact]
    public void Its_restrictions_go_before_file_profile_and_variable()
    {
        _home.Variables["CLAUDE_AWS_LOGIN_FLOW"] = "browser";
        WriteUser("""{"forbidAutoLogin":false,"loginFlow":"auto","profile":"mine","profiles":{"a":{"forbidAutoLogin":false,"loginFlow":"auto"}}}""");
        WritePolicy("""
            {
              // The company's.
              "$schema": "x", "forbidAutoLogin": true, "forbidStoredTotpSeeds": true, "loginFlow": "deviceCode", "profile": "work",
            }
            """);

        KeepaliveConfiguration read = Read();

        Assert.All(new[] { read, read.For("a") }, settings => Assert.Equal(
            (true, true, LoginFlow.DeviceCode, "work"), (settings.ForbidAutoLogin, settings.ForbidStoredTotpSeeds, settings.LoginFlow, settings.Profile)));
        Assert.Equal((PolicyPath, "work", "deviceCode"), (read.Policy!.Path, read.Policy.Profile, read.Policy.ValueOf("loginFlow")));
    }

    public static TheoryData<string> PolicySettings => [.. ConfigurationSettings.All.Where(setting => setting.IsPolicy).Select(setting => setting.Name)];

    /// <summary>For whatever the table lets a policy say: nothing but the row there makes it enforced.</summary>
    [Theory]
    [MemberData(nameof(PolicySettings))]
    public void Every_setting_that_a_policy_may_hold_is_enforced_against_file_profile_and_variable(string name)
    {
        ConfigurationSetting setting = ConfigurationSettings.Find(name)!;
        (string decided, string own) = setting.Kind switch
        {
            SettingKind.Flag => ("true", "false"),
            SettingKind.Choice => (setting.Choices[^1], setting.Choices[0]),
            _ => ("decided", "own"),
        };
        string user = $"\"{name}\":{setting.ToJson(own)}";
        WriteUser(setting.IsPerProfile ? $"{{{user},\"profiles\":{{\"a\":{{{user}}}}}}}" : $"{{{user}}}");
        WritePolicy($"{{\"{name}\":{setting.ToJson(decided)}}}");
        if (setting.Variable is { } variable)
        {
            _home.Variables[variable] = own;
        }

        KeepaliveConfiguration read = Read();

        Assert.Equal((decided, decided), (setting.Read(read), setting.Read(read.For("a"))));
        Assert.Equal(decided, read.Policy!.ValueOf(name));
    }

    [Fact]
    public void What_it_does_not_say_stays_the_user_s()
    {
        WriteUser("""{"forbidAutoLogin":true,"loginFlow":"browser","profile":"mine"}""");
        WritePolicy("""{"forbidAutoLogin":false,"forbidStoredTotpSeeds":true}""");

        KeepaliveConfiguration read = Read();

        Assert.Equal((true, true, LoginFlow.Browser, "mine"), (read.ForbidAutoLogin, read.ForbidStoredTotpSeeds, read.LoginFlow, read.Profile));
        Assert.Null(read.Policy!.Profile);
        Assert.Null(read.Policy.ValueOf("loginFlow"));
        Assert.Null(read.Policy.ValueOf("forbidAutoLogin"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"forbidAutologin":true}""")]
    [InlineData("""{"forbidAutoLogin":"yes"}""")]
    [InlineData("""{"forbidAutoLogin":true,"forbidAutoLogin":false}""")]
    [InlineData("""{"warnMinutes":5}""")]
    [InlineData("""{"profiles":{"a":{"forbidAutoLogin":true}}}""")]
    [InlineData("""{"profile":5}""")]
    [InlineData("""{"loginFlow":"phone"}""")]
    [InlineData("{\"profile\":\"\\uD800\"}")]
    public void One_that_is_wrong_anywhere_stops_everything(string text)
    {
        WritePolicy(text);

        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read());

        Assert.Equal((KeepaliveErrorCode.PolicyInvalid, PolicyPath), (exception.Code, exception.Target));
        Assert.Matches(@"line 1, column \d+|not a JSON object", exception.Message);
    }

    [Fact]
    public void A_setting_of_users_in_it_is_called_one()
    {
        WritePolicy("""{"loginCmd":"x"}""");

        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read());

        Assert.Equal(KeepaliveErrorCode.PolicyInvalid, exception.Code);
        Assert.Contains("'loginCmd' can't be set by a policy", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("is not a setting", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_one_that_can_not_be_read()
    {
        Directory.CreateDirectory(PolicyPath);

        Assert.Equal(KeepaliveErrorCode.PolicyInvalid, Assert.Throws<KeepaliveException>(() => Read()).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void So_does_a_link_to_a_place_that_is_not_there(bool folder)
    {
        string link = folder ? Path.GetDirectoryName(PolicyPath)! : PolicyPath;
        string target = Path.Combine(_home.Folder, "not mounted");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);

        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read());

        Assert.Equal(KeepaliveErrorCode.PolicyInvalid, exception.Code);
        Assert.Contains($"{link} is a link to {target}, which does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_is_such_a_link_does_not_mean_the_defaults()
    {
        string path = _home.Variables["CLAUDE_AWS_CONFIG"]!;
        File.CreateSymbolicLink(path, Path.Combine(_home.Folder, "not mounted"));

        Assert.Equal((KeepaliveErrorCode.ConfigurationInvalid, path), Assert.Throws<KeepaliveException>(() => Read()) is var exception ? (exception.Code, exception.Target) : default);
    }

    [Theory]
    [InlineData(false, UnixFileMode.GroupWrite)]
    [InlineData(false, UnixFileMode.OtherWrite)]
    [InlineData(true, UnixFileMode.GroupWrite)]
    [InlineData(true, UnixFileMode.OtherWrite)]
    public void So_does_one_that_others_may_write_to(bool folder, UnixFileMode mode)
    {
        WritePolicy("""{"forbidAutoLogin":true}""");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        string place = folder ? Path.GetDirectoryName(PolicyPath)! : PolicyPath;
        Loosen(place, mode);

        Assert.Contains("may write to " + place, Assert.Throws<KeepaliveException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_one_that_its_reader_may_write_to_without_being_an_administrator()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        WritePolicy("""{"forbidAutoLogin":true}""");
        var user = new SystemEnvironment(_home.Variables.GetValueOrDefault, isWindows: false) { PolicyFile = PolicyPath, IsAdministrator = false };

        Assert.Equal(KeepaliveErrorCode.PolicyInvalid, Assert.Throws<KeepaliveException>(() => ConfigurationFile.Read(user, _home.Clock)).Code);
    }

    [Fact]
    public void No_variable_leads_to_another_policy()
    {
        var asked = new HashSet<string>();
        var environment = new SystemEnvironment(
            name =>
            {
                asked.Add(name);
                return null;
            },
            OperatingSystem.IsWindows())
        {
            PolicyFile = PolicyPath,
        };
        WritePolicy("""{"profile":"work"}""");

        Assert.Equal("work", ConfigurationFile.Read(environment, _home.Clock).Profile);
        Assert.DoesNotContain(asked, name => name.Contains("POLICY", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Program", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_real_policy_stands_where_only_an_administrator_writes_whatever_the_variables_say()
    {
        Assert.Equal(
            OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "claude-aws", "policy.json")
            : OperatingSystem.IsMacOS() ? "/Library/Application Support/claude-aws/policy.json"
            : "/etc/claude-aws/policy.json",
            SystemEnvironment.Current.PolicyFile);

        // No test can set every variable that somebody could think of. So: the variables are handed on once, unread, and the path is set once.
        string[] sources = [.. Repository.Files("src", "*.cs").Select(File.ReadAllText)];
        string environment = File.ReadAllText(Path.Combine(Repository.Root, "src", "Keepalive.Core", "Platform", "SystemEnvironment.cs"));
        Assert.Contains("new(Environment.GetEnvironmentVariable,", environment, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(environment, "EnvironmentVariable"));
        Assert.Single(sources.SelectMany(source => Regex.Matches(source, @"\bPolicyFile\s*=[^=>]")));
        Assert.Contains("PolicyFile = MachinePolicyFile(),", environment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_profile_goes_before_every_variable()
    {
        WritePolicy("""{"profile":"work"}""");
        foreach (string variable in new[] { "CLAUDE_AWS_PROFILE", "CC_KEEPALIVE_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE" })
        {
            _home.Variables[variable] = "other";
        }

        Assert.Equal(new ProfileChoice("work", "the machine's policy", IsNamed: true), Choose(null));
        Assert.Equal("work", Choose("work").Name);
    }

    [Fact]
    public void Asking_for_another_profile_than_the_pinned_one_is_an_error()
    {
        WritePolicy("""{"profile":"work"}""");

        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Choose("other"));

        Assert.Equal((KeepaliveErrorCode.ForbiddenByPolicy, "other"), (exception.Code, exception.Target));
        Assert.Contains($"({PolicyPath}) forbids profile 'other': it pins profile 'work'", exception.Message, StringComparison.Ordinal);
    }

    internal static SystemEnvironment On(SyntheticHome home) => new(home.Variables.GetValueOrDefault, OperatingSystem.IsWindows())
    {
        PolicyFile = Path.Combine(home.Folder, "machine", "policy.json"),
    };

    private ProfileChoice Choose(string? requested) => new Keepalive.Credentials.CredentialResolver(_environment, Read(), _home.Clock).Choose(requested);

    private KeepaliveConfiguration Read() => ConfigurationFile.Read(_environment, _home.Clock);

    private void WriteUser(string text) => _home.Write(_home.Variables["CLAUDE_AWS_CONFIG"], Encoding.UTF8.GetBytes(text));

    private void WritePolicy(string text) => _home.Write(PolicyPath, Encoding.UTF8.GetBytes(text));

    private static void Loosen(string place, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(place, File.GetUnixFileMode(place) | mode);
        }
    }
}
