using Keepalive.Browser.Tests;
using PuppeteerSharp;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Keepalive.Browser.Tests;

/// <summary>One Chromium for all tests; each test has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>First the one without a window: the others draw the pages of a window of their own too, which takes three quarters of their processor time.</summary>
    private static readonly string[] s_names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    /// <summary>
    /// A graphics card that the processor plays, a process for each page, and one more in reserve, cost more than the tests. The page is loaded
    /// anew on the way back, and not taken from memory.
    /// </summary>
    private static readonly string[] s_arguments =
    [
        "--disable-gpu",
        "--disable-software-rasterizer",
        "--renderer-process-limit=1",
        "--disable-features=SpareRendererForSitePerProcess",
        "--disable-back-forward-cache",
    ];

    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
        {
            return;
        }

        _browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = program,
            Pipe = true, // It ends with this process, also when this process is killed, and no port of it is open to others.
            Args = Environment.IsPrivilegedProcess ? [.. s_arguments, "--no-sandbox"] : s_arguments, // Chromium's sandbox does not work for root.
            DefaultViewport = null, // Each page has its own, below.
            IssuesEnabled = false,
            ProtocolTimeout = (int)Look.Limit.TotalMilliseconds,
        });
    }

    /// <summary>A window without history, storage and cookies. The test is skipped where there is no browser.</summary>
    public async Task<IBrowserContext> OpenAsync()
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed, or not in PATH.");
        return await _browser!.CreateBrowserContextAsync();
    }

    /// <summary>A tab that believes to be in front, as each tab of a person is while the person uses it.</summary>
    public static async Task<IPage> OpenTabAsync(IBrowserContext context, int width)
    {
        IPage page = await context.NewPageAsync();
        page.DefaultTimeout = (int)Look.Limit.TotalMilliseconds;
        await page.EmulateFocusedPageAsync(true);
        await page.SetViewportAsync(new() { Width = width, Height = 480 });
        await ColourAsync(page, "light");
        return page;
    }

    public static Task ColourAsync(IPage page, string scheme) => page.EmulateMediaFeaturesAsync(
    [
        new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme },
        new() { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" },
    ]);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    private static string? Find() => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in s_names
        let path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
        where File.Exists(path)
        select path).FirstOrDefault();
}
