using System.Diagnostics;
using PuppeteerSharp;

namespace Keepalive.Browser.Tests;

/// <summary>Looks at a page again and again, until it is as a test expects: the page follows the server in its own time.</summary>
internal static class Look
{
    /// <summary>Long, for a computer that does much else: a test that passes does not wait for it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    public static Task UntilAsync(IPage page, string what, string expected, Func<Task<string>> look) =>
        UntilAsync(page, what, expected, seen => string.Equals(seen, expected, StringComparison.Ordinal), look);

    /// <summary>Ends when what is seen is right; else the test fails with what was seen last, and with the page.</summary>
    public static async Task UntilAsync(IPage page, string what, string expected, Predicate<string> isRight, Func<Task<string>> look)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            string seen = await SeeAsync(look);
            if (isRight(seen))
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                Assert.Fail($"Expected {what}: {expected}\nLast seen after {Limit.TotalSeconds:0} seconds: {seen}\nThe page: {await SeeAsync(() => ShowAsync(page))}");
            }

            await Task.Delay(s_pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A page that goes elsewhere takes away what is looked at, at any moment: there is only another look then.</summary>
    private static async Task<string> SeeAsync(Func<Task<string>> look)
    {
        try
        {
            return await look();
        }
        catch (PuppeteerException fault) when (fault is not TargetClosedException)
        {
            return $"({fault.Message})";
        }
    }

    private static Task<string> ShowAsync(IPage page) =>
        page.EvaluateExpressionAsync<string>("location.href.split('#')[0] + ' ' + (document.querySelector('main') ?? document.documentElement).outerHTML");
}
