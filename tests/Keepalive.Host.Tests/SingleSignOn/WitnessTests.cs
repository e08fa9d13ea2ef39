using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>Programs that were not written here share the token file with claude-aws: each reads, and renews, what the other wrote.</summary>
public abstract class WitnessTests
{
    /// <summary>The AWS identity that the other program has with the profile. Skips the test where there is no such program.</summary>
    private protected abstract Task<string> CallerAsync(SandboxHome home);

    [Fact]
    public async Task Reads_the_token_that_claude_aws_has_renewed_and_gets_the_same_role()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromMinutes(-1), Checking());
        string ours = home.KeyOf(await home.ExportAsync()).Arn;

        string theirs = await CallerAsync(home);

        Assert.Equal(ours, theirs);
        Assert.Equal(1, home.Server.Log.Refreshes);
        Assert.Contains(home.Server.Log.Of(SandboxOperation.GetRoleCredentials), request =>
            request.Header("x-amz-sso_bearer_token") == home.ReadToken()["accessToken"]!.GetValue<string>() && request.Status == 200);
    }

    [Fact]
    public async Task Renews_in_place_what_claude_aws_then_reads()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromMinutes(-1), Checking());
        string theirs = await CallerAsync(home);
        Assert.Equal(1, home.Server.Log.Refreshes);

        string ours = home.KeyOf(await home.ExportAsync()).Arn;

        Assert.Equal(theirs, ours);
        Assert.Equal(1, home.Server.Log.Refreshes);
    }

    [Fact]
    public async Task Both_renew_by_turns()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromMinutes(-1), Checking());
        await CallerAsync(home);
        home.EndToken();
        home.KeyOf(await home.ExportAsync());
        home.EndToken();

        await CallerAsync(home);

        Assert.Equal(3, home.Server.Log.Refreshes);
        Assert.Equal(home.Server.IdentityCenter.LiveRefreshTokens, [home.ReadToken()["refreshToken"]!.GetValue<string>()]);
    }

    [Fact]
    public async Task A_profile_that_the_doctor_has_mended_serves_the_other_program_too()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1), Checking());
        home.WriteOldForm();

        Run fix = await home.Home.RunAsync("doctor", "--fix", "--profile", SandboxHome.Profile);

        Assert.True(fix.ExitStatus == 0, fix.Output + fix.Errors);
        string ours = home.KeyOf(await home.ExportAsync()).Arn;
        Assert.Equal(ours, await CallerAsync(home));
        Assert.All(home.Server.Log.Of(SandboxOperation.GetRoleCredentials), request => Assert.Equal(
            (home.SignIn.AccessToken, 200), (request.Header("x-amz-sso_bearer_token"), request.Status)));
    }

    private protected static async Task<string> RunAsync(SandboxHome home, string program, params string[] arguments)
    {
        Run run = await home.Home.RunAsync(program, arguments);
        Assert.True(run.ExitStatus == 0, run.Errors);
        return run.Output.Trim();
    }

    internal static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => OperatingSystem.IsWindows()
            ? new[] { Path.Combine(folder, name + ".exe"), Path.Combine(folder, name + ".cmd") }
            : [Path.Combine(folder, name)])
        .FirstOrDefault(File.Exists);

    private static SandboxOptions Checking() => new() { VerifySignatures = true };
}
