using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Takes an installation out again.</summary>
public sealed class Uninstaller
{
    private const int Attempts = 5;

    private readonly SystemEnvironment _environment;
    private readonly TimeProvider _clock;
    private UninstallationPlan _plan;

    private Uninstaller(SystemEnvironment environment, string settingsPath, TimeProvider clock)
    {
        _environment = environment;
        _clock = clock;
        SettingsPath = settingsPath;
        _plan = UninstallationPlan.Make(environment, settingsPath, clock);
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>The values that are kept, with the reasons.</summary>
    public IReadOnlyList<string> Notes => _plan.Notes;

    /// <summary>Another settings file that still uses Keepalive; null: there is none.</summary>
    public string? OtherSettings => _plan.OtherSettings;

    /// <summary>The record of the installations can't be used, and is kept with its copies.</summary>
    internal bool KeepsRecord => _plan.KeepsRecord;

    /// <summary>The files that get another content, or go; after <see cref="Apply()"/>, those that did.</summary>
    public IReadOnlyList<string> ChangedFiles => [.. _plan.Files.Where(file => file.IsChanged).Select(file => file.File.Path)];

    /// <summary>Those of them that were not there before the installation, and go.</summary>
    public IReadOnlyList<string> RemovedFiles => [.. _plan.Files.Where(file => file.IsChanged && file.Content is null).Select(file => file.File.Path)];

    /// <summary>Plans the removal; writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="scope">Which settings file.</param>
    /// <param name="workingDirectory">The project's folder.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">A file can't be read, parsed or written.</exception>
    public static Uninstaller Plan(SystemEnvironment environment, SettingsScope scope, string workingDirectory, TimeProvider clock) =>
        new(environment, SettingsLocation.Find(environment, scope, workingDirectory), clock);

    /// <summary>All changes as a unified difference; empty when there are none.</summary>
    public string Difference() => string.Concat(_plan.Files.Where(file => file.IsChanged).Select(file => file.Difference()));

    /// <summary>Removes the installation. The backups of installations are kept.</summary>
    /// <exception cref="KeepaliveException">A file can't be written; the record is kept, and the next run removes the rest.</exception>
    public void Apply() => Apply(reached: null);

    /// <param name="reached">Told after each step that is on the disk.</param>
    internal void Apply(Action? reached)
    {
        if (ChangedFiles.Count == 0 && !Directory.Exists(InstallationRecord.Folder(_environment)))
        {
            return; // Nothing was ever installed: not even a lock is left.
        }

        using FileLock alone = InstallationLock.Take(_environment);
        for (int attempt = 1; ; attempt++)
        {
            _plan = UninstallationPlan.Make(_environment, SettingsPath, _clock);
            try
            {
                Write(reached);
                break;
            }
            catch (KeepaliveException changed) when (changed.Code == KeepaliveErrorCode.InstallationRefused && attempt < Attempts)
            {
                // A file was changed since this plan.
            }
        }

        // To the end the record says what it said: of a file that is as it was, it asks for nothing.
        _plan.Finish();
        reached?.Invoke();
    }

    private void Write(Action? reached)
    {
        foreach (PlannedFile file in _plan.Files)
        {
            file.File.CleanUp();
        }

        foreach (PlannedFile file in _plan.Files.Where(file => file.IsChanged))
        {
            file.File.RequireUnchanged(_clock);
            file.Write();
            reached?.Invoke();
        }
    }
}
