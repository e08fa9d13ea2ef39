using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Diagnostics.Repairs;

internal enum RepairedFileKind
{
    /// <summary>Whole or not at all: a token.</summary>
    Whole,

    /// <summary>The AWS config file.</summary>
    Config,

    /// <summary>The AWS credentials file.</summary>
    Credentials,

    /// <summary>Settings of Claude Code.</summary>
    Json,
}

/// <summary>The record of a file that a repair has changed.</summary>
/// <param name="Path">The path.</param>
/// <param name="Kind">How its content is to be understood.</param>
/// <param name="Existed">It was there before.</param>
/// <param name="Exists">It was there afterwards.</param>
/// <param name="ModeBefore">The mode before, where it was changed or the file went away.</param>
/// <param name="ModeAfter">The mode afterwards, where it was changed.</param>
/// <param name="Backup">The dated copy beside it; null when none was made.</param>
internal sealed record RepairedFile(string Path, RepairedFileKind Kind, bool Existed, bool Exists, UnixFileMode? ModeBefore, UnixFileMode? ModeAfter, string? Backup)
{
    /// <summary>All mode bits that the system accepts, with the sticky and identity bits.</summary>
    private const int LargestMode = 0xFFF;

    public JsonNode ToJson() => new JsonObject
    {
        ["path"] = Path,
        ["kind"] = Kind.ToString(),
        ["existed"] = Existed,
        ["exists"] = Exists,
        ["modeBefore"] = (int?)ModeBefore,
        ["modeAfter"] = (int?)ModeAfter,
        ["backup"] = Backup,
    };

    /// <summary>Null when it can't be understood.</summary>
    public static RepairedFile? Read(JsonObject json) =>
        json.Text("path") is { } path && json.Word<RepairedFileKind>("kind") is { } kind && json.Flag("existed") is { } existed && json.Flag("exists") is { } exists
            ? new RepairedFile(path, kind, existed, exists, Mode(json, "modeBefore"), Mode(json, "modeAfter"), json.Text("backup"))
            : null;

    private static UnixFileMode? Mode(JsonObject json, string name) => (UnixFileMode?)(int?)json.Number(name, 0, LargestMode);
}
