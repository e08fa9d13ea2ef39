using Keepalive.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Keepalive.Browser.Tests;

/// <summary>One Chromium for all tests; each test has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>First the one without a window: the others draw the pages of a window of their own too, which takes three quarters of their processor time.</summary>
    private static readonly string[] s_names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            ChromiumSandbox = !Environment.IsPrivilegedProcess, // Chromium's sandbox does not work for root.
            Args = ["--disable-gpu", "--disable-software-rasterizer", "--renderer-process-limit=1"], // A graphics card that the processor plays, and a process for each page, cost more than the tests.
        });
    }

    /// <summary>A window without history, storage and cookies. The test is skipped where there is no browser.</summary>
    public async Task<IBrowserContext> OpenAsync(int width)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed, or not in PATH.");
        IBrowserContext context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 480 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in s_names
        let path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
        where File.Exists(path)
        select path).FirstOrDefault();
}
