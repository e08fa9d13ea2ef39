namespace Keepalive;

/// <summary>The result of an uninstallation. Contains no secret.</summary>
public sealed class ClaudeAwsUninstallation
{
    internal ClaudeAwsUninstallation(CompanionObject from)
    {
        SettingsPath = from.Text("SettingsPath") ?? string.Empty;
        ChangedFiles = from.Texts("ChangedFiles");
        RemovedFiles = from.Texts("RemovedFiles");
        DeletedPaths = from.Texts("DeletedPaths");
        Notes = from.Texts("Notes");
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
