using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Platform.Files;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics;

/// <summary>Undoes the last repair, except for later changes to the files.</summary>
public sealed class ConfigurationUndo
{
    private readonly SystemEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly RepairRecord? _record;
    private readonly List<(RepairedFile Repaired, DraftFile Draft)> _files = [];
    private readonly List<string> _notes = [];

    private ConfigurationUndo(SystemEnvironment environment, TimeProvider clock)
    {
        _environment = environment;
        _clock = clock;
        _record = RepairRecord.Last(environment);
        RepairedFiles.Guard(() =>
        {
            foreach (RepairedFile repaired in _record?.Files ?? [])
            {
                _files.Add((repaired, Plan(repaired)));
            }
        });
    }

    /// <summary>There is a repair to take back.</summary>
    public bool HasRepair => _record is not null;

    /// <summary>The values that are kept, with the reasons.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The files that get another content or mode, or go.</summary>
    public IReadOnlyList<string> ChangedFiles => [.. Changed.Select(pair => pair.Draft.Path)];

    private IEnumerable<(RepairedFile Repaired, DraftFile Draft)> Changed => _files.Where(pair => pair.Draft.IsChanged);

    /// <summary>Works out what goes back; writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">RepairRefused: a file can't be read.</exception>
    public static ConfigurationUndo Plan(SystemEnvironment environment, TimeProvider clock) => new(environment, clock);

    /// <summary>All changes as a unified difference; empty when there are none.</summary>
    public string Difference() => string.Concat(Changed.Select(pair => pair.Draft.Difference()));

    /// <summary>Undoes the repair. A backup is deleted if its content was restored; the other backups are kept.</summary>
    /// <param name="cancellationToken">Ends it before the first file is changed, never between two.</param>
    /// <exception cref="KeepaliveException">RepairRefused: a file can't be changed.</exception>
    public void Apply(CancellationToken cancellationToken)
    {
        if (_record is null)
        {
            return;
        }

        using FileLock alone = InstallationLock.Take(_environment);
        DraftFile[] files = [.. Changed.Select(pair => pair.Draft)];
        _files.ForEach(pair => pair.Draft.File.CleanUp());
        RepairedFiles.Require(files, _clock);
        cancellationToken.ThrowIfCancellationRequested();
        RepairedFiles.Write(files, _clock);
        foreach ((RepairedFile repaired, DraftFile draft) in _files)
        {
            RemoveBackup(repaired, draft);
        }

        _record.Forget();
    }

    private DraftFile Plan(RepairedFile repaired)
    {
        var draft = new DraftFile(EditableFile.Read(repaired.Path, _clock, DraftFile.MaximumLength)) { IsSecret = repaired.Kind == RepairedFileKind.Whole };
        byte[] before = _record!.ContentOf(repaired, after: false);
        byte[] after = _record.ContentOf(repaired, after: true);
        if (Is(draft.File, repaired.Existed, before) || Is(draft.File, repaired.Exists, after))
        {
            draft.Content = repaired.Existed ? before : default(ReadOnlyMemory<byte>?);
            draft.Again = TakingOut(repaired, before, after);
        }
        else
        {
            Merge(draft, repaired, before, after);
        }

        bool isBack = !repaired.Exists && !draft.File.Exists;
        bool hasOurMode = repaired.ModeAfter is not null && draft.ModeBefore == repaired.ModeAfter;
        draft.Mode = draft.Content is not null && (isBack || hasOurMode) ? repaired.ModeBefore : null;
        return draft;
    }

    /// <summary>Removes the repair from a content that another program writes at the same time.</summary>
    private static Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?>? TakingOut(RepairedFile repaired, byte[] before, byte[] after) => repaired.Kind switch
    {
        RepairedFileKind.Config or RepairedFileKind.Credentials => now =>
            IniUndo.Apply(Ini(now, repaired.Kind), Ini(before, repaired.Kind), Ini(after, repaired.Kind), []).Content,
        RepairedFileKind.Json => now => JsoncUndo.Apply(Json(now), Json(before), Json(after), []).Content,
        _ => null,
    };

    private static IniDocument Ini(ReadOnlyMemory<byte>? content, RepairedFileKind kind) =>
        IniDocument.Parse(content ?? default, kind == RepairedFileKind.Config ? ProfileFileKind.Config : ProfileFileKind.Credentials);

    private static JsoncDocument Json(ReadOnlyMemory<byte>? content) => JsoncDocument.Parse(content ?? default);

    private void Merge(DraftFile draft, RepairedFile repaired, byte[] before, byte[] after)
    {
        List<string> kept = [];
        switch (repaired.Kind)
        {
            case RepairedFileKind.Config or RepairedFileKind.Credentials when draft.File.Exists:
                ProfileFileKind kind = repaired.Kind == RepairedFileKind.Config ? ProfileFileKind.Config : ProfileFileKind.Credentials;
                draft.Edit(kind, now => IniUndo.Apply(now, IniDocument.Parse(before, kind), IniDocument.Parse(after, kind), kept));
                break;
            case RepairedFileKind.Json when draft.File.Exists:
                draft.Edit(now => JsoncUndo.Apply(now, JsoncDocument.Parse(before), JsoncDocument.Parse(after), kept));
                break;
            default:
                _notes.Add($"{repaired.Path} was changed after the repair and is kept as it is.");
                break;
        }

        _notes.AddRange(kept.Select(name => $"{name} in {repaired.Path} was changed after the repair and is kept."));
    }

    private static bool Is(EditableFile file, bool exists, ReadOnlySpan<byte> content) => file.Exists == exists && (!exists || file.Content.Span.SequenceEqual(content));

    private void RemoveBackup(RepairedFile repaired, DraftFile draft)
    {
        try
        {
            if (repaired.Backup is { } backup && draft.Content is { } content && FileSnapshot.Read(backup, DraftFile.MaximumLength, _clock) is { Exists: true } copy && copy.Content.Span.SequenceEqual(content.Span))
            {
                File.Delete(backup);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"The backup {repaired.Backup} could not be deleted.");
        }
    }
}
