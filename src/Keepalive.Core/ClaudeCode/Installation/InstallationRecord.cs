using System.Text.Json.Nodes;
using Keepalive.Configuration;
using Keepalive.Files;
using Keepalive.Json;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>What an installation has set, and what stood there before.</summary>
/// <param name="Path">Names from the root of the document; of an element, those of its array.</param>
/// <param name="IsHook">It is an entry of a hook event.</param>
/// <param name="Ours">The value as JSON.</param>
/// <param name="Previous">The text that stood there, as it was written; null: nothing.</param>
internal sealed record RecordedValue(IReadOnlyList<string> Path, bool IsHook, string Ours, string? Previous);

/// <summary>A file that an installation has changed.</summary>
internal sealed record RecordedFile
{
    public required string Path { get; init; }

    /// <summary>Names the two copies of the content in the state folder.</summary>
    public required int Id { get; init; }

    public required RecordedFileKind Kind { get; init; }

    /// <summary>It was there before.</summary>
    public required bool Existed { get; init; }

    public IReadOnlyList<RecordedValue> Values { get; init; } = [];

    /// <summary>The objects and arrays that were made for them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Created { get; init; } = [];
}

internal enum RecordedFileKind
{
    Settings,
    Configuration,
    Profiles,
}

/// <summary>
/// The memory of all installations, in the state folder and for the owner alone: a previous value may be a secret. Beside it
/// lies each file's content before and after, so that taking out gives back every byte.
/// </summary>
internal sealed class InstallationRecord
{
    private const int MaximumLength = 64 * 1024 * 1024;

    private readonly string _folder;
    private readonly List<RecordedFile> _files = [];

    private InstallationRecord(string folder) => _folder = folder;

    public IReadOnlyList<RecordedFile> Files => _files;

    /// <summary>The folder of the program's copy, when one was made.</summary>
    public string? ProgramFolder { get; set; }

    public static string Folder(SystemEnvironment environment) => environment.Combine(StateFolder.Locate(environment), "installation");

    /// <summary>Reads it; one that is missing, or not to be understood, is empty.</summary>
    public static InstallationRecord Read(SystemEnvironment environment, TimeProvider clock)
    {
        var record = new InstallationRecord(Folder(environment));
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(record.IndexPath, MaximumLength, clock);
            if (snapshot.Exists && JsonContent.Read(snapshot.Content.Span) is { } index)
            {
                // Of what another version has written, or a hand, as much as can be understood; what is recognisably ours can be taken out without it.
                record.ProgramFolder = index.Text("programFolder");
                record._files.AddRange(RecordedFileJson.ReadAll(index));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(record.IndexPath, FileFault.Describe(record.IndexPath, exception), exception);
        }

        return record;
    }

    public RecordedFile? Find(string path) => _files.Find(file => file.Path == path);

    /// <summary>A number that no file has yet.</summary>
    public int NextId() => _files.Count == 0 ? 1 : _files.Max(file => file.Id) + 1;

    /// <summary>The content before (<paramref name="after"/> false) or after the installation; null when it is lost.</summary>
    public byte[]? ContentOf(RecordedFile file, bool after)
    {
        try
        {
            return FileSnapshot.Read(CopyPath(file.Id, after), MaximumLength, TimeProvider.System) is { Exists: true } copy ? copy.Content.ToArray() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Put(RecordedFile file, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after) => Guard(() =>
    {
        AtomicFile.Write(CopyPath(file.Id, after: false), before.Span);
        AtomicFile.Write(CopyPath(file.Id, after: true), after.Span);
        _files.RemoveAll(known => known.Path == file.Path);
        _files.Add(file);
    });

    public void Forget(RecordedFile file) => Guard(() =>
    {
        _files.Remove(file);
        File.Delete(CopyPath(file.Id, after: false));
        File.Delete(CopyPath(file.Id, after: true));
    });

    public void Save() => Guard(() =>
    {
        if (_files.Count == 0 && ProgramFolder is null)
        {
            File.Delete(IndexPath);
            return;
        }

        var index = new JsonObject
        {
            ["programFolder"] = ProgramFolder,
            ["files"] = new JsonArray([.. _files.Select(RecordedFileJson.Write)]),
        };
        AtomicFile.Write(IndexPath, System.Text.Encoding.UTF8.GetBytes(index.ToJsonString()));
    });

    private string IndexPath => System.IO.Path.Combine(_folder, "record.json");

    private string CopyPath(int id, bool after) => System.IO.Path.Combine(_folder, $"{id}.{(after ? "after" : "before")}");

    private void Guard(Action write)
    {
        try
        {
            AtomicFile.CreateFolder(_folder);
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(_folder, FileFault.Describe(exception), exception);
        }
    }
}
