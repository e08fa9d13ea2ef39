using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>The next step of a person whose file can't be written.</summary>
internal static class WriteAdvice
{
    /// <summary>One or two sentences, with the command if there is one.</summary>
    /// <param name="path">The file, or the folder in which one was to be made.</param>
    /// <param name="exception">The error of the attempt.</param>
    public static string For(string path, Exception exception)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;
        return FileFault.IsFull(exception) ? $"Free some disk space for {folder}, then try again."
            : FolderObstacle.Find(folder) is { } obstacle ? obstacle.Advice
            : exception is not UnauthorizedAccessException ? $"Make sure that {folder} is writable and that the disk has free space."
            : OperatingSystem.IsWindows() ? $"Give your account the right to write in {folder}."
            : FileOwner.Of(path) is { } owner && owner.User != EffectiveUser.Id ? GiveBack(folder)
            : Open(folder);
    }

    /// <summary>For a folder on a read-only file system.</summary>
    public static string Mount(string folder) =>
        $"Mount {folder} writable, or sign in on a machine where it is writable. A token that has not expired can still be used.";

    /// <summary>For a folder of another user, usually root.</summary>
    public static string GiveBack(string folder) =>
        $"It belongs to another user, for example after 'sudo aws sso login'. Change the owner: sudo chown -R \"$(id -un)\" {CommandWord.Of(folder)}";

    /// <summary>For a folder of this account.</summary>
    public static string Open(string folder) => $"Make the folder writable: chmod u+rwx {CommandWord.Of(folder)}";
}
