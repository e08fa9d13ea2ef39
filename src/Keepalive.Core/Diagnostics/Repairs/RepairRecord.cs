using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Files;
using Keepalive.Platform.Json;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>
/// The memory of one repair: a folder in the state folder, for the owner alone, with every file's content before and after. It is there before
/// the first file is changed, so that a repair that was cut off can be taken back too.
/// </summary>
internal sealed class RepairRecord
{
    /// <summary>Older records are deleted; their backups still hold the content.</summary>
    private const int MaximumRecords = 10;

    private const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>Another process may be writing its record at this moment; none takes that long.</summary>
    private static readonly TimeSpan LongestSave = TimeSpan.FromMinutes(10);

    private const string IndexName = "record.json";

    private RepairRecord(string folder, IReadOnlyList<RepairedFile> files) => (FolderPath, Files) = (folder, files);

    public IReadOnlyList<RepairedFile> Files { get; }

    private string FolderPath { get; }

    /// <summary>The youngest one; null when there is nothing to take back.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public static RepairRecord? Last(SystemEnvironment environment)
    {
        string root = Root(environment);
        return Guard(root, () => Names(root).Reverse().Select(folder => Read(folder)).FirstOrDefault(record => record is not null));
    }

    /// <summary>Keeps what is to be changed.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable; nothing is changed yet.</exception>
    public static RepairRecord Save(SystemEnvironment environment, DateTimeOffset now, IReadOnlyList<(RepairedFile File, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After)> files)
    {
        string root = Root(environment);
        return Guard(root, () =>
        {
            string folder = Fresh(root, now);
            AtomicFile.CreateFolder(folder);
            for (int index = 0; index < files.Count; index++)
            {
                AtomicFile.Write(CopyPath(folder, index, after: false), files[index].Before.Span);
                AtomicFile.Write(CopyPath(folder, index, after: true), files[index].After.Span);
            }

            // Last: a folder without an index is none.
            var record = new JsonObject { ["files"] = new JsonArray([.. files.Select(file => file.File.ToJson())]) };
            AtomicFile.Write(Path.Combine(folder, IndexName), Encoding.UTF8.GetBytes(record.ToJsonString()));
            foreach (string old in Names(root).SkipLast(MaximumRecords).ToArray())
            {
                Remove(old);
            }

            RemoveUnfinished(root, Directory.GetLastWriteTimeUtc(folder) - LongestSave);
            return new RepairRecord(folder, [.. files.Select(file => file.File)]);
        });
    }

    /// <summary>The content of a file before or after the repair.</summary>
    public byte[] ContentOf(RepairedFile file, bool after)
    {
        string path = CopyPath(FolderPath, Files.ToList().IndexOf(file), after);
        return Guard(path, () => FileSnapshot.ReadOwn(path, MaximumLength, TimeProvider.System) is { Exists: true } copy ? copy.Content.ToArray() : throw new FileNotFoundException());
    }

    public void Forget() => Guard(FolderPath, () =>
    {
        Remove(FolderPath);
        return true;
    });

    /// <summary>The index first: a process that is killed in between leaves a folder without an index, not a record without its copies.</summary>
    private static void Remove(string folder)
    {
        File.Delete(Path.Combine(folder, IndexName));
        Directory.Delete(folder, recursive: true);
    }

    private static string Root(SystemEnvironment environment) => StatePaths.Of(environment, StatePaths.Repairs);

    private static IEnumerable<string> Names(string root) => Directory.Exists(root) ? Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal) : [];

    /// <summary>A repair that was killed while its record was written has changed nothing. Its copies may hold keys and are no longer needed.</summary>
    private static void RemoveUnfinished(string root, DateTime newest)
    {
        foreach (string folder in Names(root).Where(folder => !File.Exists(Path.Combine(folder, IndexName)) && Directory.GetLastWriteTimeUtc(folder) < newest).ToArray())
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Fresh(string root, DateTimeOffset now)
    {
        string dated = Path.Combine(root, now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        string folder = dated;
        for (int number = 2; Directory.Exists(folder); number++)
        {
            folder = string.Create(CultureInfo.InvariantCulture, $"{dated}-{number:D4}");
        }

        return folder;
    }

    /// <summary>One that is not to be understood, or was never finished, is none.</summary>
    private static RepairRecord? Read(string folder)
    {
        string index = Path.Combine(folder, IndexName);
        return FileSnapshot.ReadOwn(index, MaximumLength, TimeProvider.System) is { Exists: true } file && Parse(file.Content.Span) is { } files ? new RepairRecord(folder, files) : null;
    }

    /// <summary>Null when one of the files is not to be understood: the copies have the number of their place.</summary>
    internal static IReadOnlyList<RepairedFile>? Parse(ReadOnlySpan<byte> content)
    {
        if (JsonContent.Read(content)?.Objects("files") is not { } list)
        {
            return null;
        }

        RepairedFile[] files = [.. list.Select(RepairedFile.Read).OfType<RepairedFile>()];
        return files.Length == list.Count ? files : null;
    }

    private static string CopyPath(string folder, int index, bool after) => Path.Combine(folder, $"{index}.{(after ? "after" : "before")}");

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }
}
