using System.Runtime.Versioning;
using Keepalive.Configuration;
using Keepalive.Native.Libc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Whether a file can be replaced, as far as that is known without trying: asked before the first file is written, and by a dry run too.
/// A disk that is full shows itself when the record is written, which comes before everything else.
/// </summary>
internal static class WritablePlace
{
    /// <exception cref="KeepaliveException">SettingsFileUnwritable.</exception>
    public static void Require(SettingsFile file, SystemEnvironment environment)
    {
        file.RequireWritable();
        if (!OperatingSystem.IsWindows() && !environment.IsWindows && Obstacle(Path.GetDirectoryName(file.Target)!) is { } folder)
        {
            throw KeepaliveErrors.SettingsFileUnwritable(
                file.Path, file.Target != file.Path ? $"it is a link to {file.Target}, and your account may not write in {folder}" : $"your account may not write in {folder}");
        }
    }

    /// <summary>The record comes first: without a place for it nothing is written.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public static void RequireRecord(SystemEnvironment environment)
    {
        string folder = StateFolder.Locate(environment);
        if (!OperatingSystem.IsWindows() && !environment.IsWindows && Obstacle(InstallationRecord.Folder(environment)) is { } obstacle)
        {
            throw KeepaliveErrors.StateFolderUnusable(folder, $"your account may not write in {obstacle}", new UnauthorizedAccessException());
        }
    }

    /// <summary>The folder that is there, or the nearest one above; null when a file can be made in it.</summary>
    [UnsupportedOSPlatform("windows")]
    private static string? Obstacle(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { Length: > 0 } above)
        {
            folder = above;
        }

        return Access.IsWritable(folder) ? null : folder;
    }
}
