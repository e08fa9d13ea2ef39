using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Keepalive.Core.Tests.Platform.Jsonc;

/// <summary>Makes documents in every habit of writing, and reads them with System.Text.Json, the judge.</summary>
internal static class JsoncSamples
{
    private static readonly Gen<string> Trivia = Gen.Frequency(
        (8, Gen.Elements("", " ", "\n", "\r\n", "\t", "\n  ", "\r\n\t")),
        (2, Gen.Elements("// comment\n", " // \"b\": 1,\r\n", "/* c */", "/* c\n { d */\n", "  /**/ ", "\n  // own line\n  ", "\r")));

    private static readonly Gen<string> Scalars = Gen.Elements(
        "1", "-0.5e+3", "\"text\"", "\"\"", "\"a \\\"b\\\" \\u00e9 \\\\ // no comment\"", "true", "false", "null", "\"é ✓ 😀\"");

    public static Gen<string> Names { get; } = Gen.Elements("a", "b", "env", "hooks", "é", "a b", "q\"r");

    public static Arbitrary<string> Objects { get; } = (
        from bom in Gen.Elements("", "", "\uFEFF")
        from before in Trivia
        from root in Object(3)
        from after in Trivia
        select bom + before + root + after).ToArbitrary();

    /// <summary>Pieces in any order: seldom JSON.</summary>
    public static Arbitrary<string> Pieces { get; } = Gen.Elements(
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"\\u00e9\"", "\"\\x\"", "\"", "1", "-", "01", "1.", ".5", "1e5", "true", "nul", "//c\n", "/*c*/", "/*", "/", " ", "\n",
        "{\"a\":1}", "[1,]", "\"a\":", "\t").ListOf().Select(string.Concat).ToArbitrary();

    public static Arbitrary<JsonNode?> Values { get; } = Gen.Elements<Func<JsonNode?>>(
        () => null, () => 7, () => true, () => "x\n\"y\" \u0001 é 😀", () => new JsonObject(), () => new JsonArray(),
        () => new JsonObject { ["type"] = "command", ["args"] = new JsonArray("check", 1), ["o"] = new JsonObject() }).Select(make => make()).ToArbitrary();

    public static Arbitrary<string[]> Paths { get; } = Names.ListOf().Where(names => names.Count is > 0 and < 4).Select(names => names.ToArray()).ToArbitrary();

    /// <summary>What System.Text.Json understands; of duplicates the last one.</summary>
    public static JsonNode? Read(ReadOnlyMemory<byte> content)
    {
        ReadOnlyMemory<byte> text = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return Copy(document.RootElement);
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    members[member.Name] = Copy(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonNode.Parse(element.GetRawText());
        }
    }

    private static Gen<string> Value(int depth) => depth == 0 ? Scalars : Gen.Frequency((4, Scalars), (2, Gen.Fresh(() => depth).SelectMany(Object)), (1, Array(depth)));

    private static Gen<string> Object(int depth) => Container(
        "{", "}",
        from name in Names
        from a in Gen.Elements("", " ", "\n\t") // The framework takes no comment between a name and its colon.
        from b in Trivia
        from value in Value(depth - 1)
        select $"{JsonSerializer.Serialize(name)}{a}:{b}{value}");

    private static Gen<string> Array(int depth) => Container("[", "]", Value(depth - 1));

    private static Gen<string> Container(string open, string close, Gen<string> item) =>
        from first in Trivia
        from count in Gen.Choose(0, 4)
        from items in (
            from before in Trivia
            from text in item
            from behind in Trivia
            select (before, text + behind)).ListOf(count)
        from trailing in Gen.Elements("", ",")
        from last in Trivia
        select open + first + string.Join(',', items.Select(one => one.before + one.Item2)) + (items.Count > 0 ? trailing : "") + last + close;
}
