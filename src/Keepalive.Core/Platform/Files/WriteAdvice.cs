using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>The next step of a person whose file can't be written, or can't be read for want of rights.</summary>
internal static class WriteAdvice
{
    /// <summary>For a place of another user: the account's own HOME is the usual cause.</summary>
    public const string NotYours =
        "No folder above it belongs to your account. Set HOME to the home folder of your account ('sudo -H' sets HOME), or to another folder in which your account may write.";

    /// <summary>For a token in a place that can't be made writable.</summary>
    public const string OtherMachine = "You can also sign in on a machine where it is writable. A token that has not expired can still be used.";

    /// <summary>One or two sentences, with the command if there is one.</summary>
    /// <param name="path">The file, or the folder in which one was to be made.</param>
    /// <param name="exception">The error of the attempt to write or to read.</param>
    public static string For(string path, Exception exception)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;
        return exception is UntrustedFileException ? $"Check the file, then remove it: rm {CommandWord.Of(path)}"
            : FileFault.IsFull(exception) ? $"Free some disk space for {folder}, then try again."
            : FolderObstacle.Find(folder) is { } obstacle ? obstacle.Advice
            : exception is not UnauthorizedAccessException ? $"Make sure that {folder} is writable and that the disk has free space."
            : OperatingSystem.IsWindows() ? $"Give your account the right to write in {folder}."
            : FileOwner.Of(path) is { } owner && owner.User != EffectiveUser.Id ? GiveBack(path, EffectiveUser.Id)
            : Directory.Exists(path) ? $"Make sure that {path} is writable, and that no folder is in the place of a file."
            : Open(File.Exists(path) ? path : NearestFolder.Of(folder) ?? folder);
    }

    /// <summary>The same for the file of a token, which another machine can renew.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">The error of the attempt to write.</param>
    public static string ForToken(string path, Exception exception) =>
        FolderObstacle.Find(Path.GetDirectoryName(path) ?? path) is { IsReadOnly: true } ? $"{For(path, exception)} {OtherMachine}" : For(path, exception);

    /// <summary>The same where only the rights are a reason for another next step than the usual one; otherwise null.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">The error of the attempt to read.</param>
    public static string? ForRights(string path, Exception exception) =>
        exception is UnauthorizedAccessException && !Directory.Exists(path) ? For(path, exception) : null;

    /// <summary>For a folder on a read-only file system.</summary>
    public static string Mount(string folder) =>
        $"Mount {folder} writable.";

    /// <summary>
    /// For a file or folder of another user. Only below a folder of this account it was left by a command with sudo: elsewhere it may be the whole home
    /// of another user, or of a container the folder of the system, and a change of its owner would be harm.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="user">The account.</param>
    [UnsupportedOSPlatform("windows")]
    public static string GiveBack(string path, uint user) => IsBelowFolderOf(path, user)
        ? $"It belongs to another user, for example after a command with sudo. Change the owner: sudo chown -R \"$(id -un)\" {CommandWord.Of(path)}"
        : NotYours;

    /// <summary>A parent folder belongs to the account.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="user">The account.</param>
    [UnsupportedOSPlatform("windows")]
    public static bool IsBelowFolderOf(string path, uint user)
    {
        for (string? parent = Path.GetDirectoryName(Path.GetFullPath(path)); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (FileOwner.Of(parent)?.User == user)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>For a file or folder of this account.</summary>
    public static string Open(string path) => Directory.Exists(path)
        ? $"Make the folder writable: chmod u+rwx {CommandWord.Of(path)}"
        : $"Make the file readable and writable: chmod u+rw {CommandWord.Of(path)}";
}
