using System.Runtime.Versioning;
using Keepalive.Native.Libc;

namespace Keepalive.Files;

/// <summary>Why this account can make no file in a folder, as far as that is known without trying. Windows tells nothing so.</summary>
/// <param name="Folder">The folder, or where it is missing the nearest one above it.</param>
/// <param name="Reason">What is wrong, as the end of a sentence that begins with its path.</param>
/// <param name="Advice">The next step, a sentence.</param>
internal sealed record FolderObstacle(string Folder, string Reason, string Advice)
{
    /// <summary>Null when a file can be made in it.</summary>
    public static FolderObstacle? Find(string folder)
    {
        while (!Directory.Exists(folder))
        {
            if (folder.Length == 0)
            {
                return null; // A bare name: the folder is the current one.
            }

            if (new FileInfo(folder).LinkTarget is { } target)
            {
                return new(folder, $"is a link to {target}, where no folder is", $"Make that folder, or take the link away with: rm '{folder}'");
            }

            if (File.Exists(folder))
            {
                return new(folder, "is a file, and a folder belongs there", "Move the file away.");
            }

            if (Path.GetDirectoryName(folder) is not { Length: > 0 } above)
            {
                return null;
            }

            folder = above;
        }

        return OperatingSystem.IsWindows() ? null : Judge(folder, Access.FindWriteError(folder), FileStatus.Of(folder), EffectiveUser.Id);
    }

    /// <param name="folder">The folder.</param>
    /// <param name="error">What access(2) says of writing; 0 when it may be.</param>
    /// <param name="status">What the system knows of it.</param>
    /// <param name="user">The account.</param>
    [UnsupportedOSPlatform("windows")]
    internal static FolderObstacle? Judge(string folder, int error, FileStatus? status, uint user) => error switch
    {
        0 => null,
        Errno.EROFS => new(folder, "lies on a read-only file system", WriteAdvice.Mount(folder)),
        _ when status is { User: var owner } && owner != user => new(folder, $"belongs to user {owner}, and your account (user {user}) may not write in it", WriteAdvice.GiveBack(folder)),
        _ => new(folder, "is closed to your account, to which it belongs", WriteAdvice.Open(folder)),
    };
}
