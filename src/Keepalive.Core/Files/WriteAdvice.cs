using Keepalive.Native.Libc;

namespace Keepalive.Files;

/// <summary>The next step of a person whose file can't be written.</summary>
internal static class WriteAdvice
{
    /// <summary>One sentence, with the command where there is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">What came of the attempt.</param>
    public static string For(string path, Exception exception)
    {
        string folder = Path.GetDirectoryName(path) ?? path;
        return exception is not UnauthorizedAccessException ? $"Make sure that {folder} is writable and that the disk has free space."
            : OperatingSystem.IsWindows() ? $"Give your account the right to write in {folder}."
            : BelongsToAnother(path) ? $"It belongs to another user, for example after 'sudo aws sso login'. Change the owner: sudo chown -R \"$(id -un)\" '{folder}'"
            : $"Make the folder writable: chmod u+rwx '{folder}'";
    }

    /// <summary>Root's, mostly: the file, or the folder it is in.</summary>
    private static bool BelongsToAnother(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        uint self = EffectiveUser.Id;
        return (FileOwner.Of(path) is { } file && file.User != self) || (FileOwner.Of(Path.GetDirectoryName(path)!) is { } folder && folder.User != self);
    }
}
