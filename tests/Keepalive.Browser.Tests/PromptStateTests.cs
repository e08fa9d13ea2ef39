using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Keepalive.Testing;
using Microsoft.Playwright;

namespace Keepalive.Browser.Tests;

/// <summary>
/// Each state, for everybody: in light and dark, at 320 pixels, and by the rules of axe-core (WCAG). With KEEPALIVE_PICTURES=1 the pictures
/// of docs/prompts.md are made.
/// </summary>
public sealed class PromptStateTests(Chromium chromium)
{
    private static readonly string s_pictures = Path.Combine(Repository.Root, "docs", "images");

    public static TheoryData<string> Names => [.. PromptStates.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_state_is_accessible_in_light_and_dark_and_fits_320_pixels(string name)
    {
        await using AskedPerson person = await AskedPerson.StartAsync(chromium, width: 600);
        await PromptStates.All[name](person);

        await AssertAccessibleAsync(person.Page, name);
        await PictureAsync(person.Page, name);
        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AssertContrastAsync(person.Page, name + ", dark");
        if (name is "choice" or "match-number")
        {
            await PictureAsync(person.Page, name + "-dark");
        }

        await person.Page.SetViewportSizeAsync(320, 640);
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"), "It scrolls sideways at 320 pixels.");
        Assert.Equal("none", await person.Page.EvaluateAsync<string>(
            "[...document.querySelectorAll('main *, .brand, footer')].find(e => e.getClientRects().length && !e.closest('.heard, .options, pre') && e.getBoundingClientRect().right > 320.5)?.outerHTML ?? 'none'"));
        if (name is "code")
        {
            await PictureAsync(person.Page, name + "-narrow");
        }

        Assert.DoesNotContain(person.Complaints, complaint => !complaint.Contains("ERR_CONNECTION", StringComparison.Ordinal) && !complaint.Contains("ERR_EMPTY", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_the_documentation_shows_each_state()
    {
        string page = Repository.Read("docs", "prompts.md");

        Assert.All(PromptStates.All.Keys, name => Assert.Contains($"(images/prompt-{name}.png)", page, StringComparison.Ordinal));
        Assert.All(PromptStates.All.Keys, name => Assert.True(File.Exists(Path.Combine(s_pictures, $"prompt-{name}.png"))));
    }

    /// <summary>The rules are in the page already; to bring them again would cost more than to apply them.</summary>
    private static async Task AssertContrastAsync(IPage page, string name) => Assert.Equal(string.Empty, await page.EvaluateAsync<string>(
        "async name => (await axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] })).violations.map(v => `${name}: ${v.help}: ${v.nodes.map(n => n.html)}`).join('\\n')", name));

    private static async Task AssertAccessibleAsync(IPage page, string name)
    {
        AxeResult result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });

        Assert.True(result.Violations.Length == 0, $"{name}: " + string.Join('\n', result.Violations.Select(
            violation => $"{violation.Id} ({violation.Impact}): {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("KEEPALIVE_PICTURES") == "1")
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, $"prompt-{name}.png"), FullPage = true });
        }
    }
}
