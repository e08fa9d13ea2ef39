using System.Diagnostics;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary><c>claude-aws login</c> as a program, with a person at the other end.</summary>
public sealed class LoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_that_is_approved_leaves_a_token_that_the_service_takes_and_a_role_for_export()
    {
        await using SandboxHome home = await SignedOutAsync();
        using Process login = Start(home, "--use-device-code");
        string code = await ShownCodeAsync(home, login);

        Assert.True(home.Server.IdentityCenter.DecideDevice(code));
        Run run = await CompanionHome.FinishAsync(login);

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Contains("Signed in to 'corp'. The token is valid until ", run.Output, StringComparison.Ordinal);
        await AssertSignedInAsync(home);
        Assert.Equal((1, 0), (home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization), home.Server.Log.Tabs));
    }

    [Fact]
    public async Task The_browser_that_is_named_gets_the_page_and_its_answer_signs_in()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The browser is a line for sh.");
        await using SandboxHome home = await SignedOutAsync();
        string page = Path.Combine(home.Home.Folder, "page");
        using Process login = Start(home, "--browser", $"/bin/sh -c 'echo \"$1\" >{page}.new; mv {page}.new {page}' sh %s");

        using HttpClient client = home.Server.CreateClient();
        BrowserPage last = await new ScriptedBrowser(client).AllowAsync(new Uri(await WrittenAsync(page)), Token);
        Run run = await CompanionHome.FinishAsync(login);

        Assert.Equal((200, 0, string.Empty), (last.Status, run.ExitStatus, run.Errors));
        Assert.Contains("Signed in to 'corp'", run.Output, StringComparison.Ordinal);
        await AssertSignedInAsync(home);
        Assert.Equal((1, 0), (home.Server.Log.Tabs, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization)));
    }

    [Fact]
    public async Task A_person_who_refuses_ends_it_and_leaves_no_token()
    {
        await using SandboxHome home = await SignedOutAsync();
        using Process login = Start(home, "--use-device-code");
        string code = await ShownCodeAsync(home, login);

        Assert.True(home.Server.IdentityCenter.DecideDevice(code, approve: false));
        Run run = await CompanionHome.FinishAsync(login);

        Assert.Equal(ExitStatus.Of(KeepaliveErrorCode.SignInDenied), run.ExitStatus);
        Assert.StartsWith("claude-aws: ", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(home.TokenFile));
    }

    [Fact]
    public async Task A_token_that_is_good_is_left_alone()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        string before = await File.ReadAllTextAsync(home.TokenFile, Token);

        Run run = await home.Home.RunAsync("login", "--use-device-code", "--profile", SandboxHome.Profile);

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.StartsWith("Already signed in to 'corp'. ", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(home.TokenFile, Token));
        Assert.Equal(0, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization));
    }

    private static async Task<SandboxHome> SignedOutAsync()
    {
        SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.IdentityCenter.RevokeAll();
        File.Delete(home.TokenFile);
        return home;
    }

    private static Process Start(SandboxHome home, params string[] options)
    {
        Process login = home.Home.Start(CompanionHome.Companion, ["login", "--profile", SandboxHome.Profile, .. options]);
        login.StandardInput.Close();
        return login;
    }

    /// <summary>The code that waits at the service, once the person has been shown it.</summary>
    private static async Task<string> ShownCodeAsync(SandboxHome home, Process login)
    {
        while (await login.StandardOutput.ReadLineAsync(Token) is { } row)
        {
            if (home.Server.IdentityCenter.WaitingUserCodes.FirstOrDefault(code => row.Contains(code, StringComparison.Ordinal)) is { } shown)
            {
                return shown;
            }
        }

        Run run = await CompanionHome.FinishAsync(login);
        throw new InvalidOperationException($"It has shown no code: {run.ExitStatus}, {run.Errors}");
    }

    private static async Task<string> WrittenAsync(string path)
    {
        await Waiting.UntilAsync(() => File.Exists(path), Token);
        return (await File.ReadAllTextAsync(path, Token)).Trim();
    }

    private static async Task AssertSignedInAsync(SandboxHome home)
    {
        Assert.True(home.Server.IdentityCenter.Accepts(home.ReadToken()["accessToken"]!.GetValue<string>()));
        home.KeyOf(await home.ExportAsync());
        Assert.Equal(0, home.Server.Log.Refreshes);
    }
}
