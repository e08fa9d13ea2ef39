using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>The reason why this account can't create a file in a folder, as far as it is known without trying. Unknown on Windows.</summary>
/// <param name="Folder">The folder, or if it is missing, its nearest existing parent folder.</param>
/// <param name="Reason">The reason, as the end of a sentence that begins with the folder's path.</param>
/// <param name="Advice">The next step, a sentence.</param>
internal sealed record FolderObstacle(string Folder, string Reason, string Advice)
{
    /// <summary>Its file system is read-only, so no right helps.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>Null if a file can be created in it.</summary>
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
                return new(folder, $"is a link to {target}, which is not an existing folder", $"Create that folder, or remove the link: rm {CommandWord.Of(folder)}");
            }

            if (File.Exists(folder))
            {
                return new(folder, "is a file, but must be a folder", "Move or delete the file.");
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
    /// <param name="error">The result of access(2) for writing; 0 if it is allowed.</param>
    /// <param name="status">The status of the folder.</param>
    /// <param name="user">The account.</param>
    [UnsupportedOSPlatform("windows")]
    internal static FolderObstacle? Judge(string folder, int error, FileStatus? status, uint user) => error switch
    {
        0 => null,
        Errno.EROFS => new(folder, "is on a read-only file system", WriteAdvice.Mount(folder)) { IsReadOnly = true },
        _ when status is { User: var owner } && owner != user => new(folder, $"belongs to user {owner}, and your account (user {user}) may not write to it", WriteAdvice.GiveBack(folder, user)),
        _ => new(folder, "belongs to your account, but its mode does not allow writing", WriteAdvice.Open(folder)),
    };
}
