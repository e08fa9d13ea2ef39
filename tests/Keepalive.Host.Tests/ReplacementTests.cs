using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>What users of cc-aws-keepalive were hurt by as a whole program, and not in one of its functions.</summary>
public sealed class ReplacementTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public ReplacementTests()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
    }

    [Theory]
    [InlineData("export")]
    [InlineData("refresh")]
    [InlineData("check", "--as-hook")]
    [InlineData("statusline")]
    public async Task W15_no_slot_needs_an_interpreter_or_anything_else_on_PATH(params string[] arguments)
    {
        _home.Variables["PATH"] = Path.Combine(_home.Folder, "empty");

        Assert.Equal((0, ""), (await _home.RunAsync(arguments)) is var run ? (run.ExitStatus, run.Errors) : default);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("refresh")]
    [InlineData("check", "--as-hook")]
    [InlineData("statusline")]
    [InlineData("status", "--all")]
    [InlineData("config", "set", "warnMinutes", "20")]
    [InlineData("install", "--no-verify", "--non-interactive")]
    [InlineData("uninstall")]
    public async Task W21_nothing_makes_the_folder_aws_where_the_files_lie_elsewhere(params string[] arguments)
    {
        string elsewhere = Path.Combine(_home.Folder, "elsewhere");
        Directory.Move(Path.Combine(_home.Folder, ".aws"), elsewhere);
        _home.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(elsewhere, "credentials");
        _home.Variables["AWS_CONFIG_FILE"] = Path.Combine(elsewhere, "config");
        string before = await File.ReadAllTextAsync(Path.Combine(elsewhere, "credentials"), TestContext.Current.CancellationToken);

        Assert.Equal(0, (await _home.RunAsync(arguments)).ExitStatus);

        Assert.False(Directory.Exists(Path.Combine(_home.Folder, ".aws")));
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(elsewhere, "credentials"), TestContext.Current.CancellationToken));
    }

    /// <summary>What it lacked. What copies credentials to other machines is not among the verbs on purpose (docs/migration.md).</summary>
    [Fact]
    public async Task W21_W23_the_verbs_have_what_was_missing_and_nothing_that_copies_credentials()
    {
        string help = (await _home.RunAsync("--help")).Output;

        Assert.All(["login", "logout", "status", "refresh", "uninstall", "secret", "exec"], verb => Assert.Matches($@"(?m)^  {verb}\b", help));
        Assert.DoesNotMatch(@"(?mi)^  (sync|push|copy|send)\b", help);
    }

    public void Dispose() => _home.Dispose();
}
