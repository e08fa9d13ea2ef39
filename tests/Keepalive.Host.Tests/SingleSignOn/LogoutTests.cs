using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary><c>claude-aws logout</c> as a program: what counts is what the service has seen and what is left on this machine.</summary>
public sealed class LogoutTests
{
    [Fact]
    public async Task The_service_revokes_the_token_and_this_machine_forgets_it_with_the_role()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.KeyOf(await home.ExportAsync());
        Assert.NotEmpty(Roles(home));

        Run run = await LogoutAsync(home);

        Assert.Equal(new Run(0, "Signed out of 'corp'.\n", string.Empty), run);
        LoggedRequest told = Assert.Single(home.Server.Log.Of(SandboxOperation.Logout));
        Assert.Equal(home.SignIn.AccessToken, told.Header("x-amz-sso_bearer_token"));
        Assert.False(home.Server.IdentityCenter.Accepts(home.SignIn.AccessToken));
        Assert.Empty(home.Server.IdentityCenter.LiveRefreshTokens);
        Assert.False(File.Exists(home.TokenFile));
        Assert.Empty(Roles(home));
        await home.ExportFailsAsync(KeepaliveErrorCode.SignInRequired, "corp");
    }

    [Fact]
    public async Task A_service_that_refuses_is_told_of_and_keeps_nobody_signed_in_here()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.KeyOf(await home.ExportAsync());
        home.Server.Faults.Next(SandboxOperation.Logout, Fault.HtmlBlockPage());

        Run run = await LogoutAsync(home);

        Assert.Equal((0, "Signed out of 'corp'.\n"), (run.ExitStatus, run.Output));
        Assert.StartsWith("claude-aws: the token could not be revoked at the service: ", run.Errors, StringComparison.Ordinal);
        home.AssertHoldsNoSecret(run.Errors);
        Assert.False(File.Exists(home.TokenFile));
        Assert.Empty(Roles(home));
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_nobody_is_asked()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        File.Delete(home.TokenFile);

        Assert.Equal(new Run(0, "You were not signed in to 'corp'.\n", string.Empty), await LogoutAsync(home));
        Assert.Empty(home.Server.Log.All);
    }

    private static Task<Run> LogoutAsync(SandboxHome home) => home.Home.RunAsync("logout", "--profile", SandboxHome.Profile);

    private static string[] Roles(SandboxHome home) => Path.Combine(home.StateFolder, "roles") is var folder && Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories) : [];
}
