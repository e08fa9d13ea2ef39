using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Platform.Jsonc;

/// <summary>Writes a new value the way the document is written.</summary>
internal static class JsoncRenderer
{
    /// <param name="value">The value; null is JSON's null.</param>
    /// <param name="style">The document's style.</param>
    /// <param name="indent">The indentation of the line that the value begins on.</param>
    /// <param name="multiLine">Whether members get lines of their own.</param>
    public static string Render(JsonNode? value, JsoncStyle style, string indent, bool multiLine)
    {
        var text = new StringBuilder();
        Write(text, value, style, indent, multiLine);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? value, JsoncStyle style, string indent, bool multiLine)
    {
        switch (value)
        {
            case JsonObject members:
                WriteItems(text, '{', '}', [.. members.Select(member => ((string?)member.Key, member.Value))], style, indent, multiLine);
                break;
            case JsonArray elements:
                WriteItems(text, '[', ']', [.. elements.Select(element => ((string?)null, element))], style, indent, multiLine);
                break;
            case null:
                text.Append("null");
                break;
            default:
                text.Append(value.GetValueKind() == JsonValueKind.String ? JsoncText.Encode(value.GetValue<string>()) : value.ToJsonString());
                break;
        }
    }

    private static void WriteItems(
        StringBuilder text, char open, char close, List<(string? Name, JsonNode? Value)> items, JsoncStyle style, string indent, bool multiLine)
    {
        text.Append(open);
        string inner = indent + style.Indent;
        for (int index = 0; index < items.Count; index++)
        {
            _ = multiLine ? text.Append(style.LineEnd).Append(inner) : index > 0 ? text.Append(style.Gap) : text;
            if (items[index].Name is { } name)
            {
                text.Append(JsoncText.Encode(name)).Append(':').Append(style.Gap);
            }

            Write(text, items[index].Value, style, inner, multiLine);
            if (index < items.Count - 1 || (multiLine && style.HasTrailingCommas))
            {
                text.Append(',');
            }
        }

        if (multiLine && items.Count > 0)
        {
            text.Append(style.LineEnd).Append(indent);
        }

        text.Append(close);
    }
}
