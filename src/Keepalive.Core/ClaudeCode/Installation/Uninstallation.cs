using Keepalive.Files;
using Keepalive.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Takes an installation out again.</summary>
public sealed class Uninstallation
{
    private readonly SystemEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly InstallationRecord _record;
    private readonly List<PlannedFile> _files = [];
    private readonly List<string> _notes = [];
    private readonly bool _isLast;

    private Uninstallation(SystemEnvironment environment, string settingsPath, TimeProvider clock)
    {
        _environment = environment;
        _clock = clock;
        SettingsPath = settingsPath;
        _record = InstallationRecord.Read(environment, clock);
        _isLast = !_record.Files.Any(file => file.Kind == RecordedFileKind.Settings && file.Path != settingsPath);
        foreach (RecordedFile recorded in _record.Files.Where(file => file.Path == settingsPath || (_isLast && file.Kind != RecordedFileKind.Settings)))
        {
            Plan(recorded);
        }

        if (_record.Find(settingsPath) is null)
        {
            PlanBlind();
        }
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>What stays, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The files that get another content, or go.</summary>
    public IReadOnlyList<string> ChangedFiles => [.. _files.Where(file => file.IsChanged).Select(file => file.File.Path)];

    /// <summary>Works out what to take out; writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="scope">Which settings file.</param>
    /// <param name="workingDirectory">The project's folder.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">A file can't be read or parsed.</exception>
    public static Uninstallation Plan(SystemEnvironment environment, SettingsScope scope, string workingDirectory, TimeProvider clock) =>
        new(environment, SettingsLocation.Find(environment, scope, workingDirectory), clock);

    /// <summary>All changes as a unified difference; empty when there are none.</summary>
    public string Difference() => string.Concat(_files.Where(file => file.IsChanged).Select(file => file.Difference()));

    /// <summary>Takes it out. The backups that installations have made stay.</summary>
    /// <exception cref="KeepaliveException">A file can't be written.</exception>
    public void Apply()
    {
        using FileLock alone = InstallationLock.Take(_environment);
        _files.ForEach(file => file.File.CleanUp());
        foreach (PlannedFile file in _files.Where(file => file.IsChanged))
        {
            file.File.RequireWritable();
            file.File.RequireUnchanged(_clock);
        }

        // The settings first: they use the others.
        foreach (PlannedFile file in _files.OrderBy(file => file.Record?.Kind ?? RecordedFileKind.Settings))
        {
            if (file.IsChanged)
            {
                Write(file);
            }

            if (file.Record is { } recorded)
            {
                _record.Forget(recorded);
            }
        }

        if (_isLast && _record.ProgramFolder is { } folder)
        {
            RemoveProgram(folder);
            _record.ProgramFolder = null;
        }

        _record.Save();
    }

    private static void Write(PlannedFile file)
    {
        if (file.Content is { } content)
        {
            _ = file.File.Write(content, again: file.Again);
        }
        else
        {
            file.File.Remove(file.Again);
        }
    }

    private void Plan(RecordedFile recorded)
    {
        SettingsFile file = SettingsFile.Read(recorded.Path, _clock, recorded.Kind == RecordedFileKind.Profiles ? Profiles.ProfileFile.MaximumLength : SettingsFile.MaximumLength);
        List<string> kept = [];
        if (file.Exists)
        {
            _files.Add(new PlannedFile(file, Restoration.Of(file, recorded, _record, kept), recorded));
        }
        else
        {
            _files.Add(new PlannedFile(file, Content: null, recorded));
        }

        _notes.AddRange(kept.Select(name => $"{name} in {recorded.Path} has been changed since and stays."));
    }

    /// <summary>Nothing is remembered: another account's state folder, or one that was emptied.</summary>
    private void PlanBlind()
    {
        SettingsFile file = SettingsFile.Read(SettingsPath, _clock);
        if (!file.Exists)
        {
            return;
        }

        try
        {
            var planned = new PlannedFile(file, SettingsUndo.ApplyBlind(file.Parse()).Content, Record: null);
            _files.Add(planned);
            if (planned.IsChanged)
            {
                _notes.Add("No installation is remembered: what is recognisably ours is taken out, and no earlier value put back.");
            }
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(SettingsPath, fault.Message, fault);
        }
    }

    private void RemoveProgram(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && folder == ProgramPlace.CopyFolderOf(_environment))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"The copy of claude-aws in {folder} is in use and stays.");
        }
    }
}
