using Keepalive.Testing;
using PuppeteerSharp;

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

        await Axe.AssertAccessibleAsync(person.Page, name);
        await PictureAsync(person.Page, name);
        await Chromium.ColourAsync(person.Page, "dark");
        await Axe.AssertContrastAsync(person.Page, name + ", dark");
        if (name is "choice" or "match-number")
        {
            await PictureAsync(person.Page, name + "-dark");
        }

        await person.Page.SetViewportAsync(new() { Width = 320, Height = 640 });
        Assert.True(await person.Page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= 320"), "It scrolls sideways at 320 pixels.");
        Assert.Equal("none", await person.Page.EvaluateExpressionAsync<string>(
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

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("KEEPALIVE_PICTURES") == "1")
        {
            await page.ScreenshotAsync(Path.Combine(s_pictures, $"prompt-{name}.png"), new() { FullPage = true });
        }
    }
}
