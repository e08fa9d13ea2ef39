using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Keepalive.Platform.Files;

/// <summary>
/// Replaces a file whole: a reader sees the old version or the new one, and only the owner can read either. The
/// temporary file is made in the same folder, owner-only from its creation, flushed to the disk and renamed.
/// </summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;

    /// <summary>Another program may read the old version at this moment without allowing its removal (Windows).</summary>
    private const int ReplaceAttempts = 40;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(25);

    /// <summary>Writes. Missing folders are made, owner-only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All its bytes.</param>
    /// <param name="survivesPowerLoss">False if the content may be lost: waiting for the disk may take longer than everything else.</param>
    /// <exception cref="IOException">It can't be written; the old version is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old version is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool survivesPowerLoss = true)
    {
        string target = TargetOf(path);
        CreateFolder(Path.GetDirectoryName(target)!);
        string temporary = TemporaryName.Beside(target);
        try
        {
            using (FileStream stream = Create(temporary))
            {
                FileContent.Write(stream, content);
                stream.Flush(flushToDisk: survivesPowerLoss);
            }

            Replace(temporary, target);
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        Sweep(target);
    }

    /// <summary>
    /// Removes a temporary file that is not needed. A folder that may not be written any more keeps its name; then the content goes, which may be a secret,
    /// and the name with a later write.
    /// </summary>
    internal static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Empty(temporary);
        }
    }

    private static void Empty(string temporary)
    {
        try
        {
            using var stream = new FileStream(temporary, FileMode.Truncate, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file system takes nothing any more. A later write, the sign-out and the doctor look for such files.
        }
    }

    /// <summary>The file that a write replaces: where a link leads to, unless another account has made the link.</summary>
    internal static string TargetOf(string path) => HasLinks(path) && !FileTrust.IsForeignLink(path) ? FileTarget.Of(path) : path;

    /// <summary>Makes a folder and its parents where they are missing, for the owner alone.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            // Below the user's profile, whose inherited list has the owner, administrators and the system alone.
            Directory.CreateDirectory(path);
            return;
        }

        // One by one: the system gives the mode to the last folder alone.
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    /// <summary>Removes the rights of other users from a folder that is ours, if there are any.</summary>
    public static void CloseFolder(string path)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var mode && (mode & ~OwnerOnlyFolder) != 0)
        {
            File.SetUnixFileMode(path, mode & OwnerOnlyFolder);
        }
    }

    /// <summary>Two dots are read by the kernel behind a link, and by .NET before it.</summary>
    private static bool HasLinks(string path) => new FileInfo(path).LinkTarget is not null || (!OperatingSystem.IsWindows() && path.Contains("/..", StringComparison.Ordinal));

    /// <summary>A temporary file of a killed writer may hold a secret, and no other program deletes it. Ages are measured by the file system's own clock.</summary>
    internal static void Sweep(string target) => LeftOvers.Clean(Path.GetDirectoryName(target)!, File.GetLastWriteTimeUtc(target));

    /// <summary>Creates a new file that only its owner can read. It has no buffer, because closing the file would try a failed write of the buffer again.</summary>
    /// <exception cref="IOException">There is one already, or it can't be made.</exception>
    internal static FileStream Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return CreateOnWindows(path);
        }

        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = OwnerOnlyFile,
        });
    }

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path) => new FileInfo(path).Create(
        FileMode.CreateNew, FileSystemRights.Modify, FileShare.None, bufferSize: 1, FileOptions.None, OwnerOnlyAccess());

    [SupportedOSPlatform("windows")]
    internal static FileSecurity OwnerOnlyAccess()
    {
        using WindowsIdentity identity = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(identity.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return security;
    }

    /// <summary>Puts one file in another's place and leaves it the other's access list.</summary>
    [SupportedOSPlatform("windows")]
    public static void ReplaceKeepingAccess(string temporary, string target) => Retry(temporary, () =>
    {
        if (File.Exists(target))
        {
            File.Replace(temporary, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        }
        else
        {
            File.Move(temporary, target);
        }
    });

    internal static void Replace(string temporary, string target)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.Move(temporary, target, overwrite: true);
            return;
        }

        Retry(temporary, () =>
        {
            if (OperatingSystem.IsWindows())
            {
                ReplaceOnWindows(temporary, target);
            }
        });
    }

    private static void Retry(string temporary, Action replace)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                replace();
                return;
            }
            catch (Exception exception) when (attempt < ReplaceAttempts && exception is IOException or UnauthorizedAccessException && File.Exists(temporary))
            {
                Thread.Sleep(BetweenAttempts);
            }
        }
    }

    /// <summary>Replace keeps the old file's access list, so the owner-only one is set once more afterwards.</summary>
    [SupportedOSPlatform("windows")]
    private static void ReplaceOnWindows(string temporary, string target)
    {
        if (!File.Exists(target))
        {
            File.Move(temporary, target);
            return;
        }

        File.Replace(temporary, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        new FileInfo(target).SetAccessControl(OwnerOnlyAccess());
    }
}
