using System.Text;
using System.Text.Json.Nodes;

namespace Keepalive.Platform.Jsonc;

/// <summary>
/// A JSON document with comments, trailing commas and all its habits. Never changes: an edit gives another document, in
/// which every byte that the edit does not speak of is the same. An empty file is an empty object.
/// </summary>
internal sealed class JsoncDocument
{
    private JsoncDocument(ReadOnlyMemory<byte> content, JsoncNode? root)
    {
        Content = content;
        Root = root;
    }

    /// <summary>The bytes, as they came or as the edits left them.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The value; null when the file holds nothing but white space and comments.</summary>
    public JsoncNode? Root { get; }

    /// <summary>Parses.</summary>
    /// <exception cref="JsoncException">It is no JSON.</exception>
    public static JsoncDocument Parse(ReadOnlyMemory<byte> content) => new(content, JsoncParser.Parse(content.Span));

    /// <summary>The node at a path of names, or null.</summary>
    public JsoncNode? Find(params ReadOnlySpan<string> path)
    {
        JsoncNode? node = Root;
        foreach (string name in path)
        {
            node = node is { Kind: JsoncKind.Object } ? node.Find(name)?.Value : null;
        }

        return node;
    }

    /// <summary>The bytes of a value as they stand.</summary>
    public ReadOnlySpan<byte> TextOf(JsoncNode node) => Content.Span[node.Start..node.End];

    /// <summary>A string's text, escapes resolved; null for everything else.</summary>
    public string? StringOf(JsoncNode? node) =>
        node is { Kind: JsoncKind.Text } ? JsoncText.Decode(Content.Span[(node.Start + 1)..(node.End - 1)]) : null;

    /// <summary>A value without its comments; of duplicates the last one.</summary>
    public JsonNode? ValueOf(JsoncNode? node)
    {
        switch (node?.Kind)
        {
            case JsoncKind.Object:
                var members = new JsonObject();
                foreach (JsoncItem item in node.Items)
                {
                    members[item.Name!] = ValueOf(item.Value);
                }

                return members;
            case JsoncKind.Array:
                return new JsonArray([.. node.Items.Select(item => ValueOf(item.Value))]);
            case JsoncKind.Text:
                return JsonValue.Create(StringOf(node)!);
            case JsoncKind.Number:
                return JsonNode.Parse(TextOf(node));
            case JsoncKind.Boolean:
                return JsonValue.Create(TextOf(node)[0] == (byte)'t');
            default:
                return null;
        }
    }

    /// <summary>A refusal that names a place.</summary>
    public JsoncException Wrong(int position, string phrase)
    {
        (int line, int column) = JsoncPosition.Of(Content.Span, position);
        return new JsoncException(line, column, phrase);
    }

    /// <summary>Sets a member, and makes the objects above it that are missing. An equal value changes nothing.</summary>
    /// <exception cref="JsoncException">A part of the path is not an object.</exception>
    public JsoncDocument Set(ReadOnlySpan<string> path, JsonNode? value)
    {
        if (Find(path) is { } existing)
        {
            return JsonNode.DeepEquals(ValueOf(existing), value) ? this : Replace(existing, indentOf => Render(value, indentOf));
        }

        if (Root is null)
        {
            return Begin(Nest(path, value));
        }

        JsoncNode parent = Root;
        int depth = 0;
        for (; RequireObject(parent, path, depth).Find(path[depth]) is { } item; depth++)
        {
            parent = item.Value;
        }

        return Insert(parent, path[depth], Nest(path[(depth + 1)..], value));
    }

    /// <summary>Sets a member that exists to a text that once stood there, byte for byte.</summary>
    /// <param name="node">The value that gives way.</param>
    /// <param name="text">JSON.</param>
    public JsoncDocument Restore(JsoncNode node, string text) => Replace(node, _ => text);

    /// <summary>Takes a member out, every occurrence of it; where there is none nothing changes.</summary>
    public JsoncDocument Remove(params ReadOnlySpan<string> path)
    {
        JsoncDocument document = this;
        while (document.Find(path[..^1]) is { Kind: JsoncKind.Object } parent && IndexOf(parent, path[^1]) is >= 0 and int index)
        {
            document = document.RemoveAt(parent, index);
        }

        return document;
    }

    /// <summary>Puts an element at the end of an array, which is made where it is missing.</summary>
    /// <exception cref="JsoncException">The node at the path is not an array.</exception>
    public JsoncDocument Append(ReadOnlySpan<string> path, JsonNode? value) => Find(path) switch
    {
        null => Set(path, new JsonArray(value?.DeepClone())),
        { Kind: JsoncKind.Array } array => Insert(array, name: null, value),
        { } other => throw Wrong(other.Start, $"'{string.Join('.', path.ToArray())}' must be an array, but is {other.Describe()}"),
    };

    /// <summary>Takes an item out of its container.</summary>
    public JsoncDocument RemoveAt(JsoncNode container, int index) => Parse(JsoncRemoval.Apply(Content.Span, container, index));

    private static int IndexOf(JsoncNode parent, string name)
    {
        for (int index = parent.Items.Count - 1; index >= 0; index--)
        {
            if (parent.Items[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }

    private static JsonNode? Nest(ReadOnlySpan<string> path, JsonNode? value)
    {
        JsonNode? nested = value?.DeepClone();
        for (int depth = path.Length - 1; depth >= 0; depth--)
        {
            nested = new JsonObject { [path[depth]] = nested };
        }

        return nested;
    }

    private JsoncNode RequireObject(JsoncNode node, ReadOnlySpan<string> path, int depth) => node.Kind == JsoncKind.Object
        ? node
        : throw Wrong(node.Start, $"{(depth == 0 ? "the file" : $"'{string.Join('.', path[..depth].ToArray())}'")} must be an object, but is {node.Describe()}");

    private JsoncDocument Insert(JsoncNode container, string? name, JsonNode? value)
    {
        JsoncStyle style = JsoncStyle.Of(Content.Span, Root);
        string prefix = name is null ? string.Empty : JsoncText.Encode(name) + ":" + style.Gap;
        return Parse(JsoncInsertion.Apply(
            Content.Span, style, container, (indent, multiLine) => prefix + JsoncRenderer.Render(value, style, indent, multiLine)));
    }

    private JsoncDocument Replace(JsoncNode node, Func<int, string> text)
    {
        var patch = new JsoncPatch();
        patch.Replace(node.Start, node.End, text(node.Start));
        return Parse(patch.Apply(Content.Span));
    }

    private string Render(JsonNode? value, int position)
    {
        JsoncStyle style = JsoncStyle.Of(Content.Span, Root);
        return JsoncRenderer.Render(value, style, JsoncStyle.IndentOfLine(Content.Span, position), style.IsMultiLine);
    }

    private JsoncDocument Begin(JsonNode? value)
    {
        JsoncStyle style = JsoncStyle.Of(Content.Span, root: null);
        ReadOnlySpan<byte> text = Content.Span;
        bool onOwnLine = text.IsEmpty || text.SequenceEqual("\uFEFF"u8) || text[^1] is (byte)'\r' or (byte)'\n';
        return Parse((byte[])
        [
            .. text,
            .. Encoding.UTF8.GetBytes((onOwnLine ? string.Empty : style.LineEnd) + JsoncRenderer.Render(value, style, string.Empty, multiLine: true) + style.LineEnd),
        ]);
    }
}
