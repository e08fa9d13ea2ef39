using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A recorded file as JSON.</summary>
internal static class RecordedFileJson
{
    /// <summary>Far from where the next one would overflow.</summary>
    private const int LargestId = 1_000_000_000;

    public static JsonNode Write(RecordedFile file) => new JsonObject
    {
        ["path"] = file.Path,
        ["kind"] = file.Kind.ToString(),
        ["existed"] = file.Existed,
        ["states"] = new JsonArray([.. file.States.Select(Write)]),
    };

    /// <exception cref="FormatException">It is not what <see cref="Write(RecordedFile)"/> makes; so are InvalidOperationException and its kind.</exception>
    public static RecordedFile Read(JsonObject file) => new()
    {
        Path = Text(file["path"]),
        Kind = Enum.TryParse(Text(file["kind"]), out RecordedFileKind kind) && Enum.IsDefined(kind) ? kind : throw new FormatException("'kind' has an unknown value"),
        Existed = file["existed"] is JsonValue existed ? existed.GetValue<bool>() : throw new FormatException("'existed' is missing"),
        States = file["states"] is { } states ? [.. List(states).Select(state => ReadState(Object(state)))] : [ReadState(file)],
    };

    private static JsonNode Write(RecordedState state) => new JsonObject
    {
        ["id"] = state.Id,
        ["created"] = new JsonArray([.. state.Created.Select(Path)]),
        ["values"] = new JsonArray([.. state.Values.Select(value => (JsonNode)new JsonObject
        {
            ["path"] = Path(value.Path),
            ["isHook"] = value.IsHook,
            ["ours"] = value.Ours,
            ["previous"] = value.Previous,
        })]),
    };

    private static RecordedState ReadState(JsonObject state) => new(
        state["id"] is JsonValue id && id.GetValue<int>() is > 0 and < LargestId and var number ? number : throw new FormatException("'id' is not the number of a copy"),
        [.. List(state["values"]).Select(value => ReadValue(Object(value)))],
        [.. List(state["created"]).Select(Names)]);

    private static RecordedValue ReadValue(JsonObject value) => new(
        Names(value["path"]), value["isHook"] is JsonValue hook && hook.GetValue<bool>(), Json(Text(value["ours"])), value["previous"] is { } previous ? Json(Text(previous)) : null);

    private static JsonNode Path(IReadOnlyList<string> names) => new JsonArray([.. names.Select(name => (JsonNode)name)]);

    private static string[] Names(JsonNode? path) => List(path).Select(Text).ToArray() is { Length: > 0 } names ? names : throw new FormatException("a path contains no name");

    private static JsonArray List(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => array,
        _ => throw new FormatException("an array is expected"),
    };

    private static JsonObject Object(JsonNode? node) => node as JsonObject ?? throw new FormatException("an object is expected");

    private static string Text(JsonNode? node) => node is JsonValue value ? value.GetValue<string>() : throw new FormatException("a string is expected");

    /// <summary>One value as it was written. It may contain comments, but none around it: a comment after it would swallow a comma when it is restored.</summary>
    private static string Json(string text)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        return JsoncDocument.Parse(utf8).Root is { Start: 0 } root && root.End == utf8.Length ? text : throw new FormatException("a value is not JSON");
    }
}
