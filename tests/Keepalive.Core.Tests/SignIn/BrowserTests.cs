using Keepalive.Platform.Processes;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.SignIn;

[Collection("Processes")]
public sealed class BrowserTests : IDisposable
{
    private static readonly Uri Page = new("https://oidc.eu-central-1.amazonaws.com/authorize?a=b%20c&d=$(touch%20x);e");

    private readonly SyntheticHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DISPLAY=:0", "xdg-open URL")]
    [InlineData("DISPLAY=:0;BROWSER=firefox", "firefox URL|xdg-open URL")]
    [InlineData("DISPLAY=:0;BROWSER=a -x %s:b", "a -x URL|b URL|xdg-open URL")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu", "wslview URL|/mnt/c/Windows/System32/rundll32.exe url.dll,FileProtocolHandler URL")]
    public void Linux_asks_the_desktop_and_wsl_asks_windows(string variables, string expected) =>
        Assert.Equal(expected, Describe(BrowserCommands.For(HeadlessDetectionTests.Linux(variables), null, Page)));

    [Fact]
    public void Windows_and_macOS_have_one_way_each()
    {
        var windows = new Machine(new SystemEnvironment(name => name == "SystemRoot" ? @"C:\Windows" : null, isWindows: true), isMac: false, _ => false);
        var mac = new Machine(new SystemEnvironment(_ => null, isWindows: false), isMac: true, _ => false);

        Assert.Equal(@"C:\Windows\System32\rundll32.exe url.dll,FileProtocolHandler URL", Describe(BrowserCommands.For(windows, null, Page)));
        Assert.Equal("/usr/bin/open URL", Describe(BrowserCommands.For(mac, null, Page)));
    }

    [Theory]
    [InlineData("chrome --profile-directory='Profile 1' %s", "chrome --profile-directory=Profile 1 URL")]
    [InlineData("chrome --app=%s --new", "chrome --app=URL --new")]
    [InlineData("firefox -private-window", "firefox -private-window URL")]
    public void A_template_is_the_only_command_and_has_the_address_in_its_place(string template, string expected) =>
        Assert.Equal(expected, Describe(BrowserCommands.For(HeadlessDetectionTests.Linux("DISPLAY=:0;BROWSER=other"), template, Page)));

    [Fact]
    public async Task The_address_arrives_as_one_argument_and_no_shell_reads_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        string program = Script("for a in \"$@\"; do printf '[%s]' \"$a\"; done > \"$0.tmp\"; mv \"$0.tmp\" \"$0.out\"");

        await OpenAsync($"'{program}' -x %s");

        Assert.Equal($"[-x][{Page.AbsoluteUri}]", await File.ReadAllTextAsync(program + ".out", Token));
        Assert.Single(Directory.GetFiles(_home.Folder, "*.out"));
    }

    [Fact]
    public async Task A_browser_gets_no_keys_and_a_session_of_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        string program = Script("env > \"$0.env\"; cut -d' ' -f6 /proc/$$/stat > \"$0.session\"; echo $$ > \"$0.pid\"; ls -l /proc/$$/fd > \"$0.fds\"");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "marker-of-this-test");
        try
        {
            await OpenAsync(program);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", null);
        }

        Assert.DoesNotContain("marker-of-this-test", await File.ReadAllTextAsync(program + ".env", Token), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(program + ".pid", Token), await File.ReadAllTextAsync(program + ".session", Token));
        Assert.DoesNotContain("socket:", await File.ReadAllTextAsync(program + ".fds", Token), StringComparison.Ordinal);
        Assert.DoesNotContain("pipe:", await File.ReadAllTextAsync(program + ".fds", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_fails_or_is_missing_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");

        KeepaliveException failed = await HomeExtensions.FailsAsync(() => OpenAsync(Script("exit 3")), KeepaliveErrorCode.BrowserNotOpened);
        KeepaliveException missing = await HomeExtensions.FailsAsync(() => OpenAsync("/no/such/browser"), KeepaliveErrorCode.BrowserNotOpened);
        KeepaliveException unquoted = await HomeExtensions.FailsAsync(() => OpenAsync("'firefox"), KeepaliveErrorCode.BrowserNotOpened);

        Assert.Contains("exit status 3", failed.Message, StringComparison.Ordinal);
        Assert.Contains("not found", missing.Message, StringComparison.Ordinal);
        Assert.Contains("quote", unquoted.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://oidc.eu-central-1.amazonaws.com/")]
    [InlineData("http://localhost.example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ms-settings:")]
    public async Task Nothing_but_https_is_opened(string page)
    {
        var browser = new Browser(HeadlessDetectionTests.Linux("DISPLAY=:0"), "/bin/true", TimeProvider.System);

        await HomeExtensions.FailsAsync(() => browser.OpenAsync(new Uri(page), Token), KeepaliveErrorCode.BrowserNotOpened);
    }

    [Fact]
    public async Task The_clipboard_takes_the_text_and_its_absence_is_no_fault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "xclip");
        Assert.Empty(Clipboard.Programs(HeadlessDetectionTests.Linux("")));
        Assert.Empty(Clipboard.Programs(HeadlessDetectionTests.Linux("WAYLAND_DISPLAY=w;DISPLAY=:0;CLAUDE_AWS_NO_CLIPBOARD=1")));
        Assert.Equal(["wl-copy", "xclip"], Clipboard.Programs(HeadlessDetectionTests.Linux("WAYLAND_DISPLAY=w;DISPLAY=:0")).Select(program => program.Program));

        await Clipboard.CopyAsync(HeadlessDetectionTests.Linux("WSL_INTEROP=x;DISPLAY=:99"), "ABCD-EFGH");
    }

    public void Dispose() => _home.Dispose();

    private static Task OpenAsync(string template) => new Browser(HeadlessDetectionTests.Linux("DISPLAY=:0"), template, TimeProvider.System).OpenAsync(Page, Token);

    private string Script(string body)
    {
        string path = Path.Combine(_home.Folder, $"browser-{Guid.NewGuid():N}");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    private static string Describe(IEnumerable<ChildCommand> commands) =>
        string.Join('|', commands.Select(command => $"{command.FileName} {string.Join(' ', command.Arguments)}".Replace(Page.AbsoluteUri, "URL", StringComparison.Ordinal)));
}
