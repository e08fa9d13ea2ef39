using System.Text.Json.Nodes;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A recorded file as JSON.</summary>
internal static class RecordedFileJson
{
    public static JsonNode Write(RecordedFile file) => new JsonObject
    {
        ["path"] = file.Path,
        ["id"] = file.Id,
        ["kind"] = file.Kind.ToString(),
        ["existed"] = file.Existed,
        ["created"] = new JsonArray([.. file.Created.Select(Path)]),
        ["values"] = new JsonArray([.. file.Values.Select(value => (JsonNode)new JsonObject
        {
            ["path"] = Path(value.Path),
            ["isHook"] = value.IsHook,
            ["ours"] = value.Ours,
            ["previous"] = value.Previous,
        })]),
    };

    public static RecordedFile Read(JsonObject file) => new()
    {
        Path = Text(file["path"]),
        Id = (int)file["id"]!,
        Kind = Enum.Parse<RecordedFileKind>(Text(file["kind"])),
        Existed = (bool)file["existed"]!,
        Created = [.. (file["created"] as JsonArray ?? []).Select(Names)],
        Values = [.. (file["values"] as JsonArray ?? []).OfType<JsonObject>().Select(value => new RecordedValue(
            Names(value["path"]), (bool)value["isHook"]!, Text(value["ours"]), (string?)value["previous"]))],
    };

    private static JsonNode Path(IReadOnlyList<string> names) => new JsonArray([.. names.Select(name => (JsonNode)name)]);

    private static string[] Names(JsonNode? path) => [.. (path as JsonArray ?? []).Select(Text)];

    private static string Text(JsonNode? node) => (string?)node ?? throw new FormatException();
}
