using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Whether a file can be replaced, as far as that is known without trying: asked before the first file is written, and by a dry run too.
/// A disk that is full shows itself when the record is written, which comes before everything else.
/// </summary>
internal static class WritablePlace
{
    /// <exception cref="KeepaliveException">SettingsFileUnwritable.</exception>
    public static void Require(EditableFile file, SystemEnvironment environment)
    {
        file.RequireWritable();
        if (Obstacle(Path.GetDirectoryName(file.Target)!, environment) is { } obstacle)
        {
            throw KeepaliveErrors.SettingsFileUnwritable(file.Path, file.Target != file.Path ? $"it is a link to {file.Target}, and {Words(obstacle)}" : Words(obstacle));
        }
    }

    /// <summary>The record comes first: without a place for it nothing is written.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public static void RequireRecord(SystemEnvironment environment)
    {
        string folder = InstallationRecord.Folder(environment);
        if (Obstacle(folder, environment) is { } obstacle)
        {
            throw KeepaliveErrors.StateFolderUnusable(folder, Words(obstacle), inner: null, obstacle.Advice);
        }
    }

    private static FolderObstacle? Obstacle(string folder, SystemEnvironment environment) =>
        OperatingSystem.IsWindows() == environment.IsWindows ? FolderObstacle.Find(folder) : null;

    private static string Words(FolderObstacle obstacle) => $"{obstacle.Folder} {obstacle.Reason}";
}
