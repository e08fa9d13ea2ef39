using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The changes of each file to remove the installation, planned from the record and from the present content.</summary>
internal sealed class UninstallationPlan
{
    private readonly SystemEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly InstallationRecord _record;
    private readonly string _settingsPath;
    private readonly List<PlannedFile> _files = [];
    private readonly List<string> _forgotten = [];
    private readonly List<string> _notes = [];
    private readonly bool _isLast;

    private UninstallationPlan(SystemEnvironment environment, string settingsPath, TimeProvider clock)
    {
        _environment = environment;
        _clock = clock;
        _settingsPath = settingsPath;
        _record = InstallationRecord.Read(environment, clock);
        OtherSettings = _record.Files.FirstOrDefault(file => file.Kind == RecordedFileKind.Settings && file.Path != settingsPath && IsInstalled(file))?.Path;
        _isLast = OtherSettings is null;
        if (_record.Fault is { } fault)
        {
            _notes.Add($"The record of the installations can't be used ({fault}). Keepalive removes the parts that it recognizes as its own. The earlier values may be in {InstallationRecord.Folder(environment)}, which is kept. If you do not need them, delete that folder.");
        }

        if (_record.Find(settingsPath) is null)
        {
            PlanBlind();
        }

        foreach (RecordedFile recorded in _record.Files.Where(file => file.Path == settingsPath || (_isLast && file.Kind != RecordedFileKind.Settings)).OrderBy(file => file.Kind))
        {
            Plan(recorded);
        }

        if (_isLast && !_record.Files.Any(file => file.Kind == RecordedFileKind.Profiles))
        {
            PlanBlindProfile();
        }

        if (_isLast && _files.Any(file => file.IsChanged) && !_record.Files.Any(file => file.Kind == RecordedFileKind.Configuration))
        {
            PlanBlindConfiguration();
        }

        if (OtherSettings is { } other && _record.Find(settingsPath) is not null && InstalledProfile() is { } profile)
        {
            _notes.Add($"Profile '{profile}' stays the profile of all folders, because {other} still uses Keepalive. To change it, run 'claude-aws install --profile NAME' (Install-ClaudeAwsKeepalive).");
        }
    }

    /// <summary>In the order in which they are to be written: the settings first, since they use the others.</summary>
    public IReadOnlyList<PlannedFile> Files => _files;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The record can't be used: what it and its copies hold is kept, for a person or a newer version.</summary>
    public bool KeepsRecord => _record.Fault is not null;

    /// <summary>Another settings file that still uses Keepalive; null: there is none.</summary>
    public string? OtherSettings { get; }

    /// <exception cref="KeepaliveException">A file can't be read, parsed or written.</exception>
    public static UninstallationPlan Make(SystemEnvironment environment, string settingsPath, TimeProvider clock)
    {
        var plan = new UninstallationPlan(environment, settingsPath, clock);
        foreach (PlannedFile file in plan._files.Where(file => file.IsChanged))
        {
            WritablePlace.Require(file.File, environment);
        }

        return plan;
    }

    /// <summary>Deletes the record of the removed parts, and with the last of them the copy of the program.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public void Finish()
    {
        if (_isLast && _record.ProgramFolder is { } folder)
        {
            RemoveProgram(folder);
            _record.ProgramFolder = null;
        }

        if (_record.Fault is not null)
        {
            return;
        }

        foreach (string path in _forgotten)
        {
            _record.Forget(path);
        }

        IReadOnlyList<string> left = MadeFolders.RemoveEmpty(_record.Folders);
        _record.Folders = _isLast ? [] : left;
        _record.Save();
    }

    /// <summary>Whether a settings file still calls ours; one that can't be read may.</summary>
    private bool IsInstalled(RecordedFile recorded)
    {
        try
        {
            return Restoration.Settle(EditableFile.Read(recorded.Path, _clock, recorded.MaximumLength), recorded, _record) is not null;
        }
        catch (KeepaliveException)
        {
            return true;
        }
    }

    /// <summary>The configured profile, if an installation has set it; it is the same for all settings files, so only the last of them takes it along.</summary>
    private string? InstalledProfile() =>
        ConfigurationFile.Read(_environment, _clock).Profile is { } profile
        && _record.Files.Any(file => file.Kind == RecordedFileKind.Configuration && file.Values.Any(value => value.Path is ["profile"] && value.Is(JsonValue.Create(profile))))
            ? profile
            : null;

    private void Plan(RecordedFile recorded)
    {
        EditableFile file = EditableFile.Read(recorded.Path, _clock, recorded.MaximumLength);
        List<string> kept = [];
        _files.Add(new PlannedFile(file, Restoration.Of(file, recorded, _record, kept)));
        _forgotten.Add(recorded.Path);
        _notes.AddRange(kept.Select(name => $"{name} in {recorded.Path} was changed after the installation and is kept."));
    }

    /// <summary>Nothing is remembered: another account's state folder, one that was emptied, or a record that can't be used.</summary>
    private void PlanBlind()
    {
        EditableFile file = EditableFile.Read(_settingsPath, _clock);
        if (!file.Exists)
        {
            return;
        }

        if (_record.Fault is not null && _record.ReplacedBy(file.Content.Span) is { } before)
        {
            _files.Add(new PlannedFile(file, before.Length == 0 ? default(ReadOnlyMemory<byte>?) : before));
            return;
        }

        try
        {
            var planned = new PlannedFile(file, SettingsUndo.ApplyBlind(file.Parse()).Content);
            _files.Add(planned);
            if (planned.IsChanged && _record.Fault is null)
            {
                _notes.Add($"No installation into {_settingsPath} is recorded. Keepalive removes the parts that it recognizes as its own. It restores no earlier values.");
            }
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(_settingsPath, fault.Message, fault);
        }
    }

    /// <summary>The profile of ours carries a mark; with no settings of this place that name it, nothing uses it any more.</summary>
    private void PlanBlindProfile()
    {
        EditableFile file = EditableFile.Read(ProfileFileLocations.Find(_environment).Config, _clock, ProfileFile.MaximumLength);
        if (file.Exists && !IsNamedElsewhere())
        {
            byte[] before = (_record.Fault is null ? null : _record.ReplacedBy(file.Content.Span)) ?? ChainProfile.Remove(file.Content);
            _files.Add(new PlannedFile(file, before.Length == 0 && file.Content.Length > 0 ? default(ReadOnlyMemory<byte>?) : before));
        }
    }

    /// <summary>An installation writes two settings that look like a person's own. If no copy shows whose they are, they stay, and the person hears of it.</summary>
    private void PlanBlindConfiguration()
    {
        if (ConfigurationFile.Locate(_environment) is not { } path || EditableFile.Read(path, _clock) is not { Exists: true } file)
        {
            return;
        }

        if (_record.Fault is not null && _record.ReplacedBy(file.Content.Span) is { } before)
        {
            _files.Add(new PlannedFile(file, before.Length == 0 ? default(ReadOnlyMemory<byte>?) : before));
            return;
        }

        string[] set = SetByInstallations(file);
        if (set.Length > 0)
        {
            _notes.Add($"{path} still sets {string.Join(" and ", set)}. The record does not show whether an installation wrote this. If you do not need it: claude-aws config unset {set[0]}");
        }
    }

    private static string[] SetByInstallations(EditableFile configuration)
    {
        try
        {
            JsoncDocument document = configuration.Parse();
            return [.. ((string[])["profile", "statusLineCmd"]).Where(name => document.Find(name) is not null)];
        }
        catch (KeepaliveException)
        {
            return []; // It is not JSON, and is not to be changed.
        }
    }

    private bool IsNamedElsewhere()
    {
        string user = SettingsLocation.Find(_environment, SettingsScope.User, string.Empty);
        if (user == _settingsPath || EditableFile.Read(user, _clock) is not { Exists: true } other)
        {
            return false;
        }

        JsoncDocument document = other.Parse();
        return document.StringOf(document.Find("env", "AWS_PROFILE")) == ChainProfile.Name;
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
            _notes.Add($"The copy of claude-aws in {folder} is in use and is kept.");
        }
    }
}
