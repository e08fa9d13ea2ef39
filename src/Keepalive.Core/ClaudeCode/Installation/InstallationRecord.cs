using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// The memory of all installations, in the state folder and for the owner alone: a previous value may be a secret. Beside it
/// is each file's content before and after, so that uninstall can restore it exactly. It is read and written under the lock of the
/// installation, and what is to be written somewhere is recorded first.
/// </summary>
internal sealed class InstallationRecord
{
    private const int MaximumLength = 64 * 1024 * 1024;

    private readonly string _folder;
    private readonly List<RecordedFile> _files = [];

    private InstallationRecord(string folder) => _folder = folder;

    public IReadOnlyList<RecordedFile> Files => _files;

    /// <summary>The folders that installations have made for these files; those that are empty go with the last of them.</summary>
    public IReadOnlyList<string> Folders { get; set; } = [];

    /// <summary>The folder of the program's copy, when one was made.</summary>
    public string? ProgramFolder { get; set; }

    /// <summary>Why the record can't be used, with its place; null when it can. What it said is then unknown.</summary>
    public string? Fault { get; private set; }

    /// <summary>A newer version has written it, and still needs it.</summary>
    public bool IsNewer { get; private set; }

    public string IndexPath => System.IO.Path.Combine(_folder, "record.json");

    public static string Folder(SystemEnvironment environment) => StatePaths.Of(environment, StatePaths.Installation);

    /// <summary>Reads it. One that is missing is empty; so is one that can't be understood, with its <see cref="Fault"/>.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public static InstallationRecord Read(SystemEnvironment environment, TimeProvider clock)
    {
        var record = new InstallationRecord(Folder(environment));
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(record.IndexPath, MaximumLength, clock);
            if (snapshot.Exists)
            {
                RecordText text = RecordText.Read(snapshot.Content);
                record.ProgramFolder = text.ProgramFolder;
                record.Folders = text.Folders;
                record._files.AddRange(text.Files);
                record.Fault = text.Fault is { } fault ? $"{record.IndexPath}: {fault}" : null;
                record.IsNewer = text.IsNewer;
            }
        }
        catch (FileTooLargeException tooLarge)
        {
            record.Fault = $"{record.IndexPath}: it has {tooLarge.Length} bytes";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(record.IndexPath, FileFault.Describe(record.IndexPath, exception), exception, WriteAdvice.For(record.IndexPath, exception));
        }

        return record;
    }

    public RecordedFile? Find(string path) => _files.Find(file => file.Path == path);

    /// <summary>A number that no copy has, not even one that a stopped installation has left.</summary>
    public int NextId() => Copies().Select(copy => copy.Id).Concat(_files.SelectMany(file => file.States).Select(state => state.Id)).Append(0).Max() + 1;

    /// <summary>The content before (<paramref name="after"/> false) or after the installation; null when it is lost.</summary>
    public byte[]? ContentOf(RecordedState state, bool after) => ReadCopy(CopyPath(state.Id, after));

    /// <summary>Where the index says nothing: what was replaced by exactly this content; null when no copy tells.</summary>
    public byte[]? ReplacedBy(ReadOnlySpan<byte> content)
    {
        foreach ((int id, string path) in Copies().Where(copy => copy.Path.EndsWith(".after", StringComparison.Ordinal)).OrderByDescending(copy => copy.Id))
        {
            if (ReadCopy(path) is { } after && content.SequenceEqual(after) && ReadCopy(CopyPath(id, after: false)) is { } before)
            {
                return before;
            }
        }

        return null;
    }

    /// <summary>Keeps both contents of a state. Counts for nothing before <see cref="Put"/> and <see cref="Save"/>.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public void Keep(RecordedState state, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after) => Guard(() =>
    {
        AtomicFile.Write(CopyPath(state.Id, after: false), before.Span);
        AtomicFile.Write(CopyPath(state.Id, after: true), after.Span);
    });

    public void Put(RecordedFile file)
    {
        Forget(file.Path);
        _files.Add(file);
    }

    public void Forget(string path) => _files.RemoveAll(known => known.Path == path);

    /// <summary>Writes the index at once, then lets the copies go that it no longer names.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable; the old index is still there, and all its copies.</exception>
    public void Save() => Guard(() =>
    {
        if (_files.Count == 0 && ProgramFolder is null)
        {
            File.Delete(IndexPath);
        }
        else
        {
            AtomicFile.Write(IndexPath, RecordText.Write(ProgramFolder, _files, Folders));
        }

        // Installations run one at a time: a temporary file here is from a killed run, and contains a person's settings.
        LeftOvers.Clean(_folder);
        HashSet<int> named = [.. _files.SelectMany(file => file.States).Select(state => state.Id)];
        foreach ((int id, string path) in Copies().Where(copy => !named.Contains(copy.Id)))
        {
            File.Delete(path);
        }

        MadeFolders.RemoveEmpty([_folder]);
    });

    /// <summary>Moves a record that can't be understood out of the way, with all its copies.</summary>
    /// <returns>Where it went.</returns>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public string SetAside()
    {
        string aside = $"{_folder}.damaged";
        for (int number = 2; Directory.Exists(aside); number++)
        {
            aside = $"{_folder}.damaged-{number}";
        }

        Guard(() => Directory.Move(_folder, aside));
        Fault = null;
        return aside;
    }

    private static byte[]? ReadCopy(string path)
    {
        try
        {
            return FileSnapshot.ReadOwn(path, MaximumLength, TimeProvider.System) is { Exists: true } copy ? copy.Content.ToArray() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string CopyPath(int id, bool after) => System.IO.Path.Combine(_folder, $"{id}.{(after ? "after" : "before")}");

    private List<(int Id, string Path)> Copies()
    {
        List<(int, string)> copies = [];
        foreach (string path in Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder) : [])
        {
            if (System.IO.Path.GetExtension(path) is ".before" or ".after"
                && int.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), System.Globalization.CultureInfo.InvariantCulture, out int id) && id is > 0 and < int.MaxValue)
            {
                copies.Add((id, path));
            }
        }

        return copies;
    }

    private void Guard(Action write)
    {
        try
        {
            AtomicFile.CreateFolder(_folder);
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(_folder, FileFault.Describe(exception), exception, WriteAdvice.For(_folder, exception));
        }
    }
}
