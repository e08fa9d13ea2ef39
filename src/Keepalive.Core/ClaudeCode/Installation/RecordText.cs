using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The index of the record, as in its file.</summary>
/// <param name="ProgramFolder">The folder of the program's copy; null when none was made.</param>
/// <param name="Files">The files.</param>
/// <param name="Folders">The folders that installations have made; a record of an earlier build has none.</param>
/// <param name="Fault">Why it can't be used, as an end of a sentence; null when it can.</param>
/// <param name="IsNewer">A newer version has written it.</param>
internal sealed record RecordText(string? ProgramFolder, IReadOnlyList<RecordedFile> Files, IReadOnlyList<string> Folders, string? Fault = null, bool IsNewer = false)
{
    private const int Version = 2;

    public static byte[] Write(string? programFolder, IEnumerable<RecordedFile> files, IEnumerable<string> folders) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["version"] = Version,
        ["programFolder"] = programFolder,
        ["files"] = new JsonArray([.. files.Select(RecordedFileJson.Write)]),
        ["folders"] = new JsonArray([.. folders.Select(static folder => JsonValue.Create(folder))]),
    }.ToJsonString());

    /// <summary>Reads the whole record or nothing: with half of it, the other half of the installation would remain.</summary>
    public static RecordText Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            JsoncDocument document = JsoncDocument.Parse(content);
            if (Duplicate(document.Root) is { } twice)
            {
                throw document.Wrong(twice.Start, $"'{twice.Name}' occurs twice");
            }

            JsonObject index = document.ValueOf(document.Root) as JsonObject ?? throw new FormatException("it is not an object");
            return index["version"] is JsonValue version && version.GetValue<double>() > Version
                ? new RecordText(null, [], [], $"it has format version {version.ToJsonString()}, but this program knows only version {Version}", IsNewer: true)
                : new RecordText(
                    index["programFolder"] is { } folder ? folder.GetValue<string>() : null,
                    index["files"] is JsonArray files ? [.. files.Select(file => RecordedFileJson.Read(file as JsonObject ?? throw new FormatException("a file entry is not an object")))]
                        : throw new FormatException("it has no list of files"),
                    index["folders"] is { } folders ? PathsOf(folders) : []);
        }
        catch (JsoncException fault)
        {
            return new RecordText(null, [], [], fault.Message);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or JsonException or ArgumentException or OverflowException)
        {
            return new RecordText(null, [], [], exception is FormatException ? exception.Message : "a value in it has the wrong type");
        }
    }

    private static string[] PathsOf(JsonNode folders) => folders is JsonArray list && list.All(static folder => folder is JsonValue)
        ? [.. list.Select(static folder => folder!.GetValue<string>()).Where(Path.IsPathFullyQualified)]
        : throw new FormatException("'folders' is not a list of paths");

    private static JsoncItem? Duplicate(JsoncNode? node)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsoncItem item in node?.Items ?? [])
        {
            if (item.Name is { } name && !names.Add(name))
            {
                return item;
            }

            if (Duplicate(item.Value) is { } below)
            {
                return below;
            }
        }

        return null;
    }
}
