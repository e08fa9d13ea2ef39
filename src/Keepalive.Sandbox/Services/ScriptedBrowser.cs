using System.Net;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>The content of a page.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Text">Its HTML.</param>
public sealed record BrowserPage(int Status, string Text);

/// <summary>A browser with a person before it: opens what it is told to, presses a button, follows where it is sent.</summary>
/// <param name="client">Made by <see cref="SandboxServer.CreateClient"/>, or another that follows no redirects; the caller keeps it.</param>
public sealed partial class ScriptedBrowser(HttpClient client)
{
    /// <summary>Runs the whole of a sign-in, PKCE or device code: opens the page, allows, and follows back to the client.</summary>
    /// <param name="url">The authorize URL, or the verification URL with the user code.</param>
    /// <param name="cancellationToken">Closes the tab.</param>
    /// <returns>The last page: the client's own for PKCE.</returns>
    public Task<BrowserPage> AllowAsync(Uri url, CancellationToken cancellationToken) => FinishAsync(url, "allow", cancellationToken);

    /// <summary>The same by a person who refuses.</summary>
    /// <param name="url">The authorize URL, or the verification URL with the user code.</param>
    /// <param name="cancellationToken">Closes the tab.</param>
    public Task<BrowserPage> DenyAsync(Uri url, CancellationToken cancellationToken) => FinishAsync(url, "deny", cancellationToken);

    /// <summary>Opens a page and looks at it, no more: a person who walks away.</summary>
    /// <param name="url">Any URL; redirects are not followed.</param>
    /// <param name="cancellationToken">Closes the tab.</param>
    public async Task<BrowserPage> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.GetAsync(url, cancellationToken);
        return new BrowserPage((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Allows at an authorize URL and stops before the way back, so that a test can lose, change or repeat it.</summary>
    /// <param name="authorizeUrl">The authorize URL.</param>
    /// <param name="cancellationToken">Closes the tab.</param>
    /// <returns>The redirect to the client, with <c>code</c> and <c>state</c>.</returns>
    public async Task<Uri> CallbackAsync(Uri authorizeUrl, CancellationToken cancellationToken)
    {
        (BrowserPage page, Uri? location) = await DecideAsync(authorizeUrl, "allow", cancellationToken);
        return location ?? throw new InvalidOperationException($"The sign-in page ended with {page.Status}: {page.Text}");
    }

    private async Task<BrowserPage> FinishAsync(Uri url, string decision, CancellationToken cancellationToken)
    {
        (BrowserPage page, Uri? location) = await DecideAsync(url, decision, cancellationToken);
        return location is null ? page : await OpenAsync(location, cancellationToken);
    }

    private async Task<(BrowserPage Page, Uri? Location)> DecideAsync(Uri url, string decision, CancellationToken cancellationToken)
    {
        using HttpResponseMessage opened = await client.GetAsync(url, cancellationToken);
        string text = await opened.Content.ReadAsStringAsync(cancellationToken);
        Match form = Form().Match(text);
        if (!form.Success)
        {
            return (new BrowserPage((int)opened.StatusCode, text), Location(opened, url));
        }

        var fields = Inputs().Matches(text).ToDictionary(input => input.Groups["name"].Value, input => WebUtility.HtmlDecode(input.Groups["value"].Value));
        fields["decision"] = decision;
        var target = new Uri(url, form.Groups["action"].Value);
        using var body = new FormUrlEncodedContent(fields);
        using HttpResponseMessage decided = await client.PostAsync(target, body, cancellationToken);
        return (new BrowserPage((int)decided.StatusCode, await decided.Content.ReadAsStringAsync(cancellationToken)), Location(decided, target));
    }

    private static Uri? Location(HttpResponseMessage response, Uri from) =>
        response.StatusCode == HttpStatusCode.Found && response.Headers.Location is { } location ? new Uri(from, location) : null;

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\">")]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"\\w+\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex Inputs();
}
