using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Json;
using Keepalive.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A recorded file as JSON.</summary>
internal static class RecordedFileJson
{
    /// <summary>Far from where the next one would overflow.</summary>
    private const int LargestId = 1_000_000_000;

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

    /// <summary>The files of a record, those that can be understood.</summary>
    public static IEnumerable<RecordedFile> ReadAll(JsonObject index) => (index["files"] as JsonArray ?? []).OfType<JsonObject>().Select(Read).OfType<RecordedFile>();

    private static RecordedFile? Read(JsonObject file)
    {
        List<RecordedValue> values = [];
        foreach (JsonObject value in file.Objects("values") ?? [])
        {
            if (value.Texts("path") is { Count: > 0 } path && value.Flag("isHook") is { } isHook && value.Text("ours") is { } ours && IsJson(ours)
                && value.Text("previous") is var previous && (previous is null || IsValue(previous)))
            {
                values.Add(new RecordedValue(path, isHook, ours, previous));
            }
        }

        return file.Text("path") is { } name && file.Number("id", 1, LargestId) is { } id && file.Word<RecordedFileKind>("kind") is { } kind && file.Flag("existed") is { } existed
            ? new RecordedFile { Path = name, Id = (int)id, Kind = kind, Existed = existed, Values = values, Created = Paths(file["created"]) }
            : null;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Paths(JsonNode? list) =>
        [.. (list as JsonArray ?? []).OfType<JsonArray>().Select(path => path.Select(JsonFields.TextOf).OfType<string>().ToArray()).Where(path => path.Length > 0)];

    /// <summary>It is parsed again when it is taken out.</summary>
    private static bool IsJson(string text)
    {
        JsonContent.ReadValue(Encoding.UTF8.GetBytes(text), out string? fault);
        return fault is null;
    }

    /// <summary>One value as it was written. Comments may stand in it, but not around it: put back, the one behind it would swallow a comma.</summary>
    private static bool IsValue(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            return JsoncDocument.Parse(utf8).Root is { Start: 0 } root && root.End == utf8.Length;
        }
        catch (JsoncException)
        {
            return false;
        }
    }

    private static JsonNode Path(IReadOnlyList<string> names) => new JsonArray([.. names.Select(name => (JsonNode)name)]);
}
