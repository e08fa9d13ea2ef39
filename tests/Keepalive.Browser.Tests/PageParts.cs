using PuppeteerSharp;

namespace Keepalive.Browser.Tests;

/// <summary>The parts of a page as a person finds them: a role and a name are those that Chromium tells a screen reader.</summary>
internal static class PageParts
{
    extension(IPage page)
    {
        public PagePart Answer => page.Part("#answer");

        public PagePart Heading => page.Role("heading");

        public PagePart Alert => page.Role("alert");

        public PagePart Part(string selector) => new(page, selector);

        /// <summary>Each part with the role, or the one with the name too.</summary>
        public PagePart Role(string role, string? name = null) => page.Part($"aria/[role=\"{role}\"]" + (name is null ? "" : $"[name=\"{name}\"]"));

        public PagePart Button(string name) => page.Role("button", name);

        public PagePart Option(string name) => page.Role("radio", name);

        /// <summary>The innermost part with the words.</summary>
        public PagePart Words(string words) => page.Part($"text/{words}");

        /// <summary>Looks at the page until it is in the state.</summary>
        public Task StateAsync(string name) => Look.UntilAsync(page, "state of the page", name, page.SeeStateAsync);

        /// <summary>Looks until the page is at the address, without the key in it, and in any state.</summary>
        public async Task ArriveAsync(string address)
        {
            await Look.UntilAsync(page, "address", address, () => page.EvaluateExpressionAsync<string>("location.href"));
            await Look.UntilAsync(page, "state of the page", "any", state => state.Length > 0 && state[0] != '(', page.SeeStateAsync);
        }

        private Task<string> SeeStateAsync() => page.EvaluateExpressionAsync<string>("document.querySelector('main')?.dataset.state ?? '(none)'");
    }
}
