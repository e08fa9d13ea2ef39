using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Platform.Json;

/// <summary>
/// Reads an object of JSON from a file that other programs write too. Everything is read at once: System.Text.Json's own nodes read a text or
/// the names of an object only when they are requested, and throw then, at any place. If a name occurs twice, the last one
/// is used, as in JavaScript and Python, so that a file which the other AWS tools read is read here too.
/// </summary>
internal static class JsonContent
{
    /// <summary>The object; null when the content is none.</summary>
    /// <param name="content">The bytes; a byte order mark is passed over.</param>
    public static JsonObject? Read(ReadOnlySpan<byte> content) => Read(content, out _);

    /// <summary>The object; null when the content is none.</summary>
    /// <param name="content">The bytes; a byte order mark is passed over.</param>
    /// <param name="fault">Why it is none, as the end of a sentence about the file; repeats nothing of the content.</param>
    public static JsonObject? Read(ReadOnlySpan<byte> content, out string? fault)
    {
        JsonNode? node = ReadValue(content, out fault);
        fault ??= node is JsonObject ? null : "it is JSON, but not an object";
        return node as JsonObject;
    }

    /// <summary>A value of any kind; null is JSON's own null, too.</summary>
    /// <param name="content">The bytes; a byte order mark is passed over.</param>
    /// <param name="fault">Why it is no JSON; null when it is.</param>
    /// <param name="options">Whether comments and a last comma are allowed; not, unless told otherwise.</param>
    public static JsonNode? ReadValue(ReadOnlySpan<byte> content, out string? fault, JsonReaderOptions options = default)
    {
        content = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var reader = new Utf8JsonReader(content, options);
        var place = new TextPlace(content);
        try
        {
            reader.Read();
            JsonNode? node = Build(ref reader);
            reader.Read(); // Text after the value is an error too.
            fault = null;
            return node;
        }
        catch (JsonException exception)
        {
            place.MoveTo(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            fault = ForeignEncoding.Of(content) is null ? $"it is not valid JSON (line {place.Line}, column {place.Column})" : "it is UTF-16, but must be UTF-8";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            place.MoveTo(reader.TokenStartIndex);
            fault = $"it contains text that is not Unicode (line {place.Line}, column {place.Column})";
        }

        return null;
    }

    private static JsonNode? Build(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new JsonObject();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    reader.Read();
                    members[name] = Build(ref reader);
                }

                return members;
            case JsonTokenType.StartArray:
                var items = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Build(ref reader));
                }

                return items;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.Null:
                return null;
            default:
                // A number is kept as it is written, whatever its size.
                return JsonValue.Create(JsonElement.ParseValue(ref reader));
        }
    }
}
