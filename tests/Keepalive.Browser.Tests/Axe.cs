using Deque.AxeCore.Commons;
using PuppeteerSharp;

namespace Keepalive.Browser.Tests;

/// <summary>The rules of axe-core in a page.</summary>
internal static class Axe
{
    private static readonly string s_script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Brings the rules into the page and applies all that are on by default.</summary>
    public static async Task AssertAccessibleAsync(IPage page, string name)
    {
        await page.EvaluateExpressionAsync(s_script);
        await AssertAsync(page, name, "{ resultTypes: ['violations'] }");
    }

    /// <summary>The rules are in the page already; to bring them again would cost more than to apply them.</summary>
    public static Task AssertContrastAsync(IPage page, string name) => AssertAsync(page, name, "{ resultTypes: ['violations'], runOnly: ['color-contrast'] }");

    private static async Task AssertAsync(IPage page, string name, string options)
    {
        string seen = await page.EvaluateFunctionAsync<string>($$"""
            async () => {
              const { violations, passes } = await axe.run({{options}});
              return passes.length === 0 ? "axe has applied no rule." : violations.map(rule =>
                `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map(node => node.html).join(" | ")}`).join("\n");
            }
            """);

        Assert.True(seen.Length == 0, $"{name}: {seen}");
    }
}
