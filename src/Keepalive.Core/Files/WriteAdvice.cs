using Keepalive.Native.Libc;

namespace Keepalive.Files;

/// <summary>The next step of a person whose file can't be written.</summary>
internal static class WriteAdvice
{
    /// <summary>One sentence, with the command where there is one.</summary>
    /// <param name="path">The file, or the folder in which one was to be made.</param>
    /// <param name="exception">What came of the attempt.</param>
    public static string For(string path, Exception exception)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;
        return FileFault.IsFull(exception) ? $"Free some space for {folder}, then try again."
            : FolderObstacle.Find(folder) is { } obstacle ? obstacle.Advice
            : exception is not UnauthorizedAccessException ? $"See to it that {folder} can be written and that there is free space."
            : OperatingSystem.IsWindows() ? $"Give your account the right to write in {folder}."
            : FileOwner.Of(path) is { } owner && owner.User != EffectiveUser.Id ? GiveBack(folder)
            : Open(folder);
    }

    /// <summary>Of a folder on a read-only file system.</summary>
    public static string Mount(string folder) =>
        $"Mount {folder} so that it can be written, or sign in on a machine where it can: a token that has not ended is used as it is.";

    /// <summary>Of a folder that is somebody else's, mostly root's.</summary>
    public static string GiveBack(string folder) =>
        $"It belongs to another user, as after 'sudo aws sso login'. Give it back with: sudo chown -R \"$(id -un)\" '{folder}'";

    /// <summary>Of a folder of this account's own.</summary>
    public static string Open(string folder) => $"Allow it with: chmod u+rwx '{folder}'";
}
