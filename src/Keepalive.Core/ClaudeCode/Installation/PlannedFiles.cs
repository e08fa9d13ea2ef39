namespace Keepalive.ClaudeCode.Installation;

/// <summary>The files that an installation is to write, and what the record keeps so that each can be undone.</summary>
/// <param name="record">The record of earlier installations.</param>
internal sealed class PlannedFiles(InstallationRecord record)
{
    private readonly List<PlannedFile> _all = [];
    private int _nextId = record.NextId();

    public IReadOnlyList<PlannedFile> All => _all;

    /// <summary>Plans a file that needs no new entry.</summary>
    public void Add(PlannedFile file) => _all.Add(file);

    /// <summary>The part of the record that is true for the file.</summary>
    public RecordedFile? Earlier(EditableFile file) => record.Find(file.Path) is { } recorded ? Restoration.Settle(file, recorded, record) : null;

    /// <summary>Plans the new content of a file, with the entry of the record that undoes it.</summary>
    public void Add(
        EditableFile file, ReadOnlyMemory<byte> content, RecordedFileKind kind, RecordedFile? earlier,
        IReadOnlyList<RecordedValue>? values = null, IReadOnlyList<IReadOnlyList<string>>? created = null)
    {
        var planned = new PlannedFile(file, content) { Record = earlier, Intention = earlier };
        if (planned.IsChanged || (earlier is null && kind == RecordedFileKind.Settings))
        {
            ReadOnlyMemory<byte>? before = Before(file, earlier, kind);
            var state = new RecordedState(_nextId++, values ?? [], created ?? []);
            var recorded = new RecordedFile { Path = file.Path, Kind = kind, Existed = earlier?.Existed ?? before is not null, States = [state] };
            planned = planned with
            {
                Record = recorded,
                Intention = recorded with { States = [.. earlier?.States ?? [], state] },
                New = (state, before ?? ReadOnlyMemory<byte>.Empty),
            };
        }

        _all.Add(planned);
    }

    /// <summary>
    /// The oldest content that is known: what the file had before the first installation, with what others have done to it since. Null: there
    /// was no file. Of an installation that is forgotten, or whose record can't be used, what is recognisably ours is not taken for theirs.
    /// </summary>
    private ReadOnlyMemory<byte>? Before(EditableFile file, RecordedFile? earlier, RecordedFileKind kind)
    {
        if (earlier is not null)
        {
            return Restoration.Of(file, earlier, record, []);
        }

        if (!file.Exists)
        {
            return default(ReadOnlyMemory<byte>?);
        }

        if (record.Fault is not null && record.ReplacedBy(file.Content.Span) is { } replaced)
        {
            return replaced.Length == 0 ? default(ReadOnlyMemory<byte>?) : replaced;
        }

        return kind switch
        {
            RecordedFileKind.Settings => SettingsUndo.ApplyBlind(file.Parse()).Content,
            RecordedFileKind.Profiles => ChainProfile.Remove(file.Content),
            _ => file.Content,
        };
    }
}
