using System.Diagnostics;
using System.Text.RegularExpressions;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.ConsoleLogin;

/// <summary><c>claude-aws login</c> and <c>logout</c> for a profile of <c>aws login</c>, with a person at the other end.</summary>
public sealed partial class ConsoleLoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_browser_brings_the_code_and_an_export_has_a_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The browser is a line for sh.");
        await using ConsoleHome home = await ConsoleHome.SignedOutAsync();

        (Run run, BrowserPage page) = await SignInAsync(home, static (browser, address) => browser.AllowAsync(address, Token));

        Assert.Equal((200, 0, string.Empty), (page.Status, run.ExitStatus, run.Errors));
        Assert.Contains($"Signed in to '{home.Arn}'", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ("aws_sigv4", ConsoleSignInState.SameDevice, "us-east-1", "111122223333"),
            ((string?)home.Read()["tokenType"], (string?)home.Read()["clientId"], (string?)home.Read()["signInRegion"], (string?)home.Read()["accessToken"]!["accountId"]));
        Assert.StartsWith("-----BEGIN EC PRIVATE KEY-----\n", (string?)home.Read()["dpopKey"], StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(home.File));
        }

        Assert.Equal(home.Arn, home.KeyOf(await home.ExportAsync()).Arn);
        home.EndCredential();
        home.KeyOf(await home.ExportAsync());
        Assert.Equal((1, 1), (home.Refreshes, home.Server.Log.Tabs));
        home.AssertHoldsNoSecret(run.Output);
        home.AssertStateHoldsNoSecret();
    }

    [Fact]
    public async Task A_person_who_refuses_ends_it_and_leaves_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The browser is a line for sh.");
        await using ConsoleHome home = await ConsoleHome.SignedOutAsync();

        (Run run, _) = await SignInAsync(home, static (browser, address) => browser.DenyAsync(address, Token));

        Assert.Equal(ExitStatus.Of(KeepaliveErrorCode.SignInDenied), run.ExitStatus);
        Assert.False(File.Exists(home.File));
    }

    [Fact]
    public async Task Another_identity_than_the_profile_names_is_refused_and_nothing_is_stored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The browser is a line for sh.");
        await using ConsoleHome home = await ConsoleHome.SignedOutAsync();
        home.Server.Options.ConsoleIdentity = "arn:aws:sts::999988887777:assumed-role/Other/bob";

        (Run run, _) = await SignInAsync(home, static (browser, address) => browser.AllowAsync(address, Token));

        Assert.Equal(ExitStatus.Of(KeepaliveErrorCode.SignInOtherIdentity), run.ExitStatus);
        Assert.Contains("arn:aws:sts::999988887777:assumed-role/Other/bob", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(home.File));
        Assert.Empty(home.TemporaryFiles());
    }

    [Theory]
    [InlineData("AUTHCODE_EXPIRED", KeepaliveErrorCode.SignInCodeExpired)]
    [InlineData("INVALID_REQUEST", KeepaliveErrorCode.SignInCodeRefused)]
    [InlineData("INSUFFICIENT_PERMISSIONS", KeepaliveErrorCode.ConsoleLoginNotAllowed)]
    [InlineData("server_error", KeepaliveErrorCode.ServiceUnavailable)]
    public async Task An_error_of_the_exchange_is_told_to_the_person(string error, string code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The browser is a line for sh.");
        await using ConsoleHome home = await ConsoleHome.SignedOutAsync();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Error(error));

        (Run run, _) = await SignInAsync(home, static (browser, address) => browser.AllowAsync(address, Token));

        Assert.True(run.ExitStatus == ExitStatus.Of(code), run.Errors);
        Assert.False(File.Exists(home.File));
    }

    [Fact]
    public async Task A_code_of_another_machine_is_pasted_at_the_terminal()
    {
        await using ConsoleHome home = await ConsoleHome.SignedOutAsync();
        using HttpClient client = home.Server.CreateClient();

        Run run = await home.Home.AtTerminalAsync(
            "Code that the sign-in page shows",
            shown => PastedAsync(client, shown), "login", "--remote", "--no-browser", "--profile", ConsoleHome.Profile);

        Assert.True(run.ExitStatus == 0, run.Output);
        Assert.Contains($"Signed in to '{home.Arn}'", run.Output, StringComparison.Ordinal);
        Assert.Equal(ConsoleSignInState.OtherDevice, (string?)home.Read()["clientId"]);
        home.KeyOf(await home.ExportAsync());
        home.EndCredential();
        home.KeyOf(await home.ExportAsync());
        home.AssertHoldsNoSecret(run.Output);
        home.AssertStateHoldsNoSecret();
    }

    [Fact]
    public async Task A_logout_deletes_the_file_and_the_roles_behind_it()
    {
        await using ConsoleHome home = await ConsoleHome.WithCredentialThatLastsAsync(TimeSpan.FromMinutes(14));
        home.Home.WriteConfig(await File.ReadAllTextAsync(home.Home.ConfigFile, Token) + "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = console\nregion = us-east-1\n");
        home.KeyOf(await home.Home.ExportAsync("--profile", "role"));
        Assert.NotEmpty(Roles(home));

        Run run = await home.Home.RunAsync("logout", "--profile", ConsoleHome.Profile);

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Contains("Signed out of", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(home.File));
        Assert.Empty(Roles(home));
        await home.ExportFailsAsync(KeepaliveErrorCode.SignInRequired, "not signed in");
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_done_and_does_nothing()
    {
        await using ConsoleHome home = await ConsoleHome.WithCredentialThatLastsAsync(TimeSpan.FromMinutes(14));

        Run logout = await home.Home.RunAsync("logout", "--profile", ConsoleHome.Profile, "--dry-run");
        Run login = await home.Home.RunAsync("login", "--profile", ConsoleHome.Profile, "--dry-run", "--force", "--remote");

        Assert.Contains("deleted from this machine with its role credentials", logout.Output, StringComparison.Ordinal);
        Assert.Contains("to paste the code from its page", login.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(home.File));
        Assert.Empty(home.Server.Log.All);
    }

    [Fact]
    public async Task A_refresh_without_a_session_opens_one_page_for_all_and_ends_when_it_is_approved()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The browser is a line for sh.");
        await using ConsoleHome home = await ConsoleHome.SignedOutAsync();
        using Process login = home.Start("login", "--browser", BrowserFor(home, out string page));
        string address = await WrittenAsync(page);
        Process[] refreshes = [.. Enumerable.Range(0, 5).Select(_ => home.Start("refresh"))];
        await UntilJoinedAsync(refreshes);

        using HttpClient client = home.Server.CreateClient();
        await new ScriptedBrowser(client).AllowAsync(new Uri(address), Token);

        Assert.All(await Task.WhenAll(refreshes.Append(login).Select(process => CompanionHome.FinishAsync(process))), run => Assert.True(run.ExitStatus == 0, run.Errors));
        Assert.Equal(1, home.Server.Log.Tabs);
        Array.ForEach(refreshes, process => process.Dispose());
    }

    private static async Task UntilJoinedAsync(Process[] refreshes)
    {
        foreach (Process refresh in refreshes)
        {
            Assert.NotNull(await refresh.StandardOutput.ReadLineAsync(Token)); // It has shown the sign-in that runs.
        }
    }

    private static string[] Roles(ConsoleHome home) =>
        Directory.Exists(Path.Combine(home.StateFolder, "roles")) ? Directory.GetFiles(Path.Combine(home.StateFolder, "roles"), "*.role", SearchOption.AllDirectories) : [];

    /// <summary>A person opens the address that the terminal shows, and copies the code of the page.</summary>
    private static async Task<string> PastedAsync(HttpClient client, string shown)
    {
        var browser = new ScriptedBrowser(client);
        BrowserPage page = await browser.AllowAsync(new Uri(Address().Match(shown).Value.Trim()), Token);
        return CodeOfPage().Match(page.Text).Groups[1].Value + "\r";
    }

    private static async Task<(Run Run, BrowserPage Page)> SignInAsync(ConsoleHome home, Func<ScriptedBrowser, Uri, Task<BrowserPage>> person)
    {
        using Process login = home.Start("login", "--browser", BrowserFor(home, out string file));
        using HttpClient client = home.Server.CreateClient();
        BrowserPage page = await person(new ScriptedBrowser(client), new Uri(await WrittenAsync(file)));
        return (await CompanionHome.FinishAsync(login), page);
    }

    private static string BrowserFor(ConsoleHome home, out string page)
    {
        page = Path.Combine(home.Home.Folder, "page");
        return $"/bin/sh -c 'echo \"$1\" >{page}.new; mv {page}.new {page}' sh %s";
    }

    private static async Task<string> WrittenAsync(string path)
    {
        await Waiting.UntilAsync(() => File.Exists(path), Token);
        return (await File.ReadAllTextAsync(path, Token)).Trim();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:\\d+/v1/authorize\\S+")]
    private static partial Regex Address();

    [GeneratedRegex("<p id=\"code\">([^<]+)</p>")]
    private static partial Regex CodeOfPage();
}
