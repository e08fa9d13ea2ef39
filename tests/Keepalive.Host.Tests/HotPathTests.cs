using System.Diagnostics;
using Keepalive.Aws.Profiles;
using Keepalive.ConsoleLogin;
using Keepalive.Credentials;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>What an export of keys in a file loads: asked of the runtime itself, by a start-up hook.</summary>
public sealed class HotPathTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Fact]
    public async Task An_export_from_a_file_loads_no_command_line_library_no_SDK_and_no_network()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        string[] loaded = await LoadedAssembliesAsync("export");

        Assert.Contains("Keepalive.Core", loaded);
        Assert.DoesNotContain(loaded, IsTooHeavy);
    }

    [Fact]
    public async Task An_export_of_a_role_that_is_kept_loads_none_of_them_either()
    {
        _home.WriteConfig(SignedInFiles.Profile("default") + SignedInFiles.Session());
        string role = Path.Combine(_home.Folder, "state", SignedInFiles.RolePath());
        Directory.CreateDirectory(Path.GetDirectoryName(role)!);
        CompanionHome.WriteRested(role, SignedInFiles.RoleKeys(Keys.FarAway));
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");

        string[] loaded = await LoadedAssembliesAsync("export");

        Assert.DoesNotContain(loaded, assembly => IsTooHeavy(assembly) && assembly != "System.Text.Json");
    }

    [Fact]
    public async Task An_export_of_an_assumed_role_that_is_kept_loads_none_of_them_and_no_JSON()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["USER"] = "ann";
        _home.Variables["AWS_REGION"] = null;
        _home.Variables["AWS_DEFAULT_REGION"] = null;
        _home.WriteCredentials("[base]\naws_access_key_id = AKIATESTTESTTEST0001\naws_secret_access_key = s\n");
        _home.WriteConfig("[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/dev\nsource_profile = base\n");
        var environment = new SystemEnvironment(name => _home.Variables.GetValueOrDefault(name), OperatingSystem.IsWindows());
        AwsProfile profile = ProfileFiles.Read(ProfileFileLocations.Find(environment), TimeProvider.System).Find("default")!;
        string key = AssumedRoleKey.Of(environment, profile, RoleChain.Read(profile), 0, "claude-aws-ann");
        string folder = Path.Combine(_home.Folder, "state", "roles", "assumed");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, StableHash.Of(key) + ".role");
        CompanionHome.WriteRested(file, $"claude-aws role 1\n{key}\nASIATESTTESTTEST0002\ns\nt\n2099-01-01T00:00:00Z\n2026-01-01T00:00:00Z\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        string[] loaded = await LoadedAssembliesAsync("export");

        Assert.Contains("Keepalive.Core", loaded);
        Assert.DoesNotContain(loaded, IsTooHeavy);
    }

    [Fact]
    public async Task An_export_of_a_session_of_aws_login_that_lasts_loads_none_of_them_and_no_JSON()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        const string Arn = "arn:aws:sts::012345678910:assumed-role/Admin/admin";
        _home.WriteConfig($"[default]\nlogin_session = {Arn}\n");
        string folder = Path.Combine(_home.Folder, ".aws", "login", "cache");
        Directory.CreateDirectory(folder);
        CompanionHome.WriteRested(
            Path.Combine(folder, LoginFileName.Of(Arn) + ".json"),
            """{"accessToken": {"accessKeyId": "ASIATESTTESTTEST0001", "secretAccessKey": "s", "sessionToken": "t\u0041", "accountId": "012345678910", "expiresAt": "2099-01-01T00:00:00.000Z"}, "tokenType": "aws_sigv4", "clientId": "c", "refreshToken": "r", "dpopKey": "k\n", "expiresIn": 900}""");

        string[] loaded = await LoadedAssembliesAsync("export");

        Assert.Contains("Keepalive.Core", loaded);
        Assert.DoesNotContain(loaded, IsTooHeavy);
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z")]
    [InlineData("2020-01-01T00:00:00Z")]
    public async Task A_hook_loads_none_of_them_but_JSON(string expiry)
    {
        _home.WriteCredentials(Keys.Profile("default", expiry));
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");

        string[] loaded = await LoadedAssembliesAsync("{\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"hello\"}", ["check", "--as-hook"]);

        Assert.Contains("Keepalive.Core", loaded);
        Assert.DoesNotContain(loaded, assembly => IsTooHeavy(assembly) && assembly != "System.Text.Json");
    }

    [Fact]
    public async Task An_export_that_Claude_Code_asks_for_loads_none_of_them_either()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";

        string[] loaded = await LoadedAssembliesAsync("export");

        Assert.DoesNotContain(loaded, IsTooHeavy);
        Assert.Single(Directory.GetFiles(Path.Combine(_home.Folder, ".local", "state", "claude-aws", "handed-out")));
    }

    [Fact]
    public async Task A_refresh_that_finds_all_well_loads_none_of_them_either()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        string standings = Path.Combine(_home.Folder, "state", "standings");
        Directory.CreateDirectory(standings);
        await File.WriteAllTextAsync(
            Path.Combine(standings, "ASIATESTTESTTEST0001"), $"alive {Timestamp.Format(DateTimeOffset.UtcNow)} -\n", TestContext.Current.CancellationToken);

        string[] loaded = await LoadedAssembliesAsync("refresh");

        Assert.Contains("Keepalive.Core", loaded);
        Assert.DoesNotContain(loaded, IsTooHeavy);
    }

    [Fact]
    public async Task A_status_line_loads_none_of_them_either_and_starts_no_process()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        string[] loaded = await LoadedAssembliesAsync("{\"session_id\":\"5f0c\"}", ["statusline"]);

        Assert.Contains("Keepalive.Core", loaded);
        Assert.DoesNotContain(loaded, assembly => IsTooHeavy(assembly) && assembly != "System.Text.Json");
    }

    [Fact]
    public async Task The_question_can_be_answered_with_yes()
    {
        string[] loaded = await LoadedAssembliesAsync("export", "--help");

        Assert.Contains(loaded, IsTooHeavy);
    }

    public void Dispose() => _home.Dispose();

    private static bool IsTooHeavy(string assembly) =>
        assembly.StartsWith("System.CommandLine", StringComparison.Ordinal)
        || assembly.StartsWith("AWSSDK", StringComparison.Ordinal)
        || assembly.StartsWith("System.Net", StringComparison.Ordinal)
        || assembly.StartsWith("System.Security.Cryptography", StringComparison.Ordinal)
        || assembly is "System.Text.Json" or "System.Diagnostics.Process";

    private Task<string[]> LoadedAssembliesAsync(params string[] arguments) => LoadedAssembliesAsync(string.Empty, arguments);

    private async Task<string[]> LoadedAssembliesAsync(string input, string[] arguments)
    {
        string list = Path.Combine(_home.Folder, "loaded");
        _home.Variables["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "Keepalive.LoadedAssemblies.dll");
        _home.Variables["KEEPALIVE_TEST_LOADED_ASSEMBLIES"] = list;
        using Process process = _home.Start(CompanionHome.Built, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Run run = await CompanionHome.FinishAsync(process);
        Assert.Equal(0, run.ExitStatus);
        return await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken);
    }
}
