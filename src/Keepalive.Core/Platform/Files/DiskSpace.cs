namespace Keepalive.Platform.Files;

/// <summary>The space that is left for an account.</summary>
internal static class DiskSpace
{
    /// <summary>Bytes that this account can still write to the disk of a folder, without its quota; null if the file system does not tell, or there is no folder.</summary>
    /// <param name="folder">The folder; if it is missing, its nearest existing parent folder counts.</param>
    public static long? Left(string folder)
    {
        try
        {
            if (NearestFolder.Of(folder) is not { } existing)
            {
                return null;
            }

            // On Windows a drive has a letter; elsewhere every path is on one. Some file systems of programs (FUSE) have no size.
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(existing)! : existing);
            return drive.TotalSize > 0 ? drive.AvailableFreeSpace : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
