using Keepalive.Prompts.Page;
using Keepalive.SignIn;

namespace Keepalive.Core.Tests.Prompts.Page;

public sealed class ConfinedBrowserTests : IDisposable
{
    private readonly Keepalive.Testing.SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("/snap/bin/firefox", null, null, true)]
    [InlineData("/usr/bin/firefox", null, null, false)]
    [InlineData("firefox", null, "/snap/bin/firefox", true)]
    [InlineData("firefox", null, null, false)]
    [InlineData(null, "[Default Applications]\ntext/html=firefox_firefox.desktop;\n", "/var/lib/snapd/desktop/applications/firefox_firefox.desktop", true)]
    [InlineData(null, "[Default Applications]\nx-scheme-handler/http=org.mozilla.firefox.desktop\n", "/var/lib/flatpak/exports/share/applications/org.mozilla.firefox.desktop", true)]
    [InlineData(null, "[Default Applications]\ntext/html=google-chrome.desktop\n", "/var/lib/snapd/desktop/applications/firefox_firefox.desktop", false)]
    [InlineData(null, "[Added Associations]\ntext/html=google-chrome.desktop\n", "/var/lib/snapd/desktop/applications/firefox_firefox.desktop", true)]
    [InlineData(null, "[Default Applications]\ntext/html=../x.desktop\n", null, false)]
    [InlineData(null, null, "/var/lib/snapd/desktop/applications/firefox_firefox.desktop", true)]
    [InlineData(null, null, null, false)]
    public void A_browser_that_cannot_read_the_state_folder_is_known_by_its_files(string? browser, string? list, string? file, bool isConfined)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Such packages exist on Linux.");
        if (browser is not null)
        {
            _home.Variables["BROWSER"] = browser;
        }

        if (list is not null)
        {
            Directory.CreateDirectory(Path.Combine(_home.Folder, ".config"));
            File.WriteAllText(Path.Combine(_home.Folder, ".config", "mimeapps.list"), list);
        }

        Assert.Equal(isConfined, ConfinedBrowser.IsUsual(new Machine(_home.Environment, isMac: false, path => path == file)));
    }
}
