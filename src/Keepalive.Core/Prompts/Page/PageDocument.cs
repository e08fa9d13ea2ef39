using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Prompts.Page;

/// <summary>The page: one document with its style, its script and its texts, and without anything of the sign-in.</summary>
internal static class PageDocument
{
    private static readonly Lazy<string> s_document = new(Assemble);

    /// <summary>The document for one visit.</summary>
    /// <param name="nonce">What the policy has to name: only script and style with it are used.</param>
    public static byte[] Create(out string nonce)
    {
        nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        return Encoding.UTF8.GetBytes(s_document.Value.Replace("{nonce}", nonce, StringComparison.Ordinal));
    }

    /// <summary>Every text that the page shows, by its name.</summary>
    internal static JsonObject Texts() => JsonContent.Read(Encoding.UTF8.GetBytes(Resource("page-texts.json")))!;

    private static string Assemble()
    {
        var document = new StringBuilder(Resource("page.html"))
            .Replace("{style}", Resource("page.css"))
            .Replace("{script}", Resource("page.js"))
            .Replace("{texts}", Texts().ToJsonString());
        foreach ((string name, JsonNode? text) in Texts())
        {
            document.Replace($"{{text.{name}}}", HtmlEncoder.Default.Encode(JsonFields.TextOf(text) ?? string.Empty));
        }

        return document.ToString();
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(PageDocument).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
