using Keepalive.ClaudeCode.Installation;

namespace Keepalive;

/// <summary>The result of an uninstallation. Contains no secret.</summary>
public sealed class ClaudeAwsUninstallation
{
    internal ClaudeAwsUninstallation(Uninstaller uninstallation, StatePurge? purge)
    {
        SettingsPath = VisibleText.Line(uninstallation.SettingsPath);
        ChangedFiles = [.. uninstallation.ChangedFiles.Select(VisibleText.Line)!];
        RemovedFiles = [.. uninstallation.RemovedFiles.Select(VisibleText.Line)!];
        DeletedPaths = [.. (purge?.Paths ?? []).Select(VisibleText.Line)!];
        Notes = [.. uninstallation.Notes.Select(VisibleText.Line)!];
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>Every file that is as it was before, the removed ones included; empty when nothing of Keepalive was there.</summary>
    public string[] ChangedFiles { get; }

    /// <summary>Those that were not there before the installation.</summary>
    public string[] RemovedFiles { get; }

    /// <summary>State, caches and backups that -Purge has deleted.</summary>
    public string[] DeletedPaths { get; }

    /// <summary>The values that are kept, with the reasons.</summary>
    public string[] Notes { get; }
}
