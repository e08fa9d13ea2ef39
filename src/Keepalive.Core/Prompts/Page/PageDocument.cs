using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Prompts.Page;

/// <summary>The page: one document with its style, its script and its texts, and without anything of the sign-in.</summary>
internal static class PageDocument
{
    /// <summary>The document, in pieces with a nonce between them.</summary>
    private static readonly Lazy<byte[][]> s_pieces = new(static () => [.. Assemble().Split("{nonce}").Select(Encoding.UTF8.GetBytes)]);

    /// <summary>The document for one visit.</summary>
    /// <param name="nonce">What the policy has to name: only script and style with it are used.</param>
    public static byte[] Create(out string nonce)
    {
        nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        byte[][] pieces = s_pieces.Value;
        byte[] word = Encoding.ASCII.GetBytes(nonce);
        byte[] document = new byte[pieces.Sum(static piece => piece.Length) + ((pieces.Length - 1) * word.Length)];
        int length = 0;
        foreach (byte[] piece in pieces)
        {
            if (length > 0)
            {
                word.CopyTo(document, length);
                length += word.Length;
            }

            piece.CopyTo(document, length);
            length += piece.Length;
        }

        return document;
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
