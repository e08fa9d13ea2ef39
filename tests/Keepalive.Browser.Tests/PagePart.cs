using System.Globalization;
using System.Text.RegularExpressions;
using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace Keepalive.Browser.Tests;

/// <summary>One part of a page, found anew for each use because the page replaces its parts. It is used by mouse and keyboard only.</summary>
internal sealed class PagePart(IPage page, string selector)
{
    private const string IsReady = """
        part => {
          part.scrollIntoView({ block: "nearest" });
          const { x, y, width, height } = part.getBoundingClientRect();
          const top = document.elementFromPoint(x + width / 2, y + height / 2);
          return part.disabled ? "disabled" : part.contains(top) ? "ready" : `covered by ${top?.outerHTML}`;
        }
        """;

    private const string Text = @"part => part.textContent.replace(/\s+/g, ' ').trim()";

    public Task HasTextAsync(string text) => HasAsync("text", text, Text);

    public Task HasTextAsync(Regex text) => Look.UntilAsync(page, $"text of {selector}", text.ToString(), text.IsMatch, () => SeeAsync(Text));

    public Task HasValueAsync(string value) => HasAsync("value", value, "part => part.value");

    public Task HasAttributeAsync(string name, string value) => HasAsync($"attribute {name}", value, "(part, name) => part.getAttribute(name) ?? '(none)'", name);

    public Task IsCheckedAsync() => HasAsync("choice", "chosen", "part => part.checked ? 'chosen' : 'not chosen'");

    public Task IsVisibleAsync() => HasAsync("visibility", "visible", "part => part.checkVisibility({ visibilityProperty: true }) && part.getClientRects().length > 0 ? 'visible' : 'hidden'");

    public Task IsFocusedAsync() => HasAsync("focus", "here", "part => !document.hasFocus() ? 'not in the page' : part === document.activeElement ? 'here' : document.activeElement?.outerHTML ?? 'nowhere'");

    public Task HasCountAsync(int count) => Look.UntilAsync(page, $"count of {selector}", count.ToString(CultureInfo.InvariantCulture), async () =>
    {
        IElementHandle[] parts = await page.QuerySelectorAllAsync(selector);
        await ForgetAsync(parts);
        return parts.Length.ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>Clicks when the part can be clicked: it is there once, enabled, and nothing covers it.</summary>
    public async Task ClickAsync(int count = 1)
    {
        await HasAsync("way for the mouse", "ready", IsReady);
        IElementHandle part = (await page.QuerySelectorAsync(selector))!;
        await part.ClickAsync(new ClickOptions { Count = count });
        await part.DisposeAsync();
    }

    public async Task ChooseAsync()
    {
        await ClickAsync();
        await IsCheckedAsync();
    }

    /// <summary>Types in place of what is there: the third click selects it.</summary>
    public async Task FillAsync(string text)
    {
        await ClickAsync(count: 3);
        await TypeAsync(text);
    }

    public async Task TypeAsync(string text)
    {
        await IsFocusedAsync();
        await page.Keyboard.TypeAsync(text);
    }

    public async Task PressAsync(string key)
    {
        await IsFocusedAsync();
        await page.Keyboard.PressAsync(key);
    }

    private Task HasAsync(string what, string expected, string look, params object[] arguments) =>
        Look.UntilAsync(page, $"{what} of {selector}", expected, () => SeeAsync(look, arguments));

    private async Task<string> SeeAsync(string look, params object[] arguments)
    {
        IElementHandle[] parts = await page.QuerySelectorAllAsync(selector);
        string seen = parts.Length == 1 ? await parts[0].EvaluateFunctionAsync<string>(look, arguments) : $"({parts.Length} of them)";
        await ForgetAsync(parts);
        return seen;
    }

    private static async Task ForgetAsync(IElementHandle[] parts)
    {
        foreach (IElementHandle part in parts)
        {
            await part.DisposeAsync();
        }
    }
}
