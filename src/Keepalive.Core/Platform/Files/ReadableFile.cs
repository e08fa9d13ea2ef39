using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>
/// Opens a file to read it: the one place for every file of ours and of others. Whether it is a regular file is read from the open handle and not from
/// the path, which may lead to another file a moment later, and it never waits.
/// </summary>
internal static class ReadableFile
{
    /// <summary>The open file; null when there is none.</summary>
    /// <param name="path">The path, which the system reads as it stands.</param>
    /// <param name="kind"><see cref="FileKind.Regular"/>, <see cref="FileKind.NullDevice"/>, or <see cref="FileKind.Pipe"/> where it is allowed.</param>
    /// <param name="allowsPipe">A pipe is opened too, and has to be read as one.</param>
    /// <exception cref="NotAFileException">It is a folder, a pipe, a socket or a device.</exception>
    /// <exception cref="FileBusyException">Another program has it open exclusively.</exception>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static SafeFileHandle? TryOpen(string path, out FileKind kind, bool allowsPipe = false) =>
        OperatingSystem.IsWindows() ? TryOpenOnWindows(path, out kind, allowsPipe) : TryOpenOnUnix(path, out kind, allowsPipe);

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle? TryOpenOnUnix(string path, out FileKind kind, bool allowsPipe)
    {
        kind = FileKind.Regular;
        if (OpenRead.TryOpen(path, out int error) is not { } file)
        {
            return error is Errno.ENOENT or Errno.ENOTDIR ? null : throw Refusal(path, error);
        }

        try
        {
            kind = FileStatus.Of(file)?.Kind ?? FileKind.Regular;
            return kind switch
            {
                FileKind.Regular when FileLockQuestion.IsHeldAlone(file) => throw new FileBusyException(new IOException(null, Errno.EAGAIN)),
                FileKind.Regular or FileKind.NullDevice => file,
                FileKind.Pipe when allowsPipe => file,
                _ => throw new NotAFileException(kind),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SafeFileHandle? TryOpenOnWindows(string path, out FileKind kind, bool allowsPipe)
    {
        kind = FileKind.Regular;
        SafeFileHandle file;
        try
        {
            // Share everything: a reader must never be the reason why a login tool fails to write or rename.
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException exception) when (FileBusyException.Describes(exception))
        {
            throw new FileBusyException(exception);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw new NotAFileException(FileKind.Folder);
        }

        if (HasLength(file))
        {
            return file;
        }

        kind = FileKind.Pipe;
        if (allowsPipe)
        {
            return file;
        }

        file.Dispose();
        throw new NotAFileException(kind);
    }

    [UnsupportedOSPlatform("windows")]
    private static Exception Refusal(string path, int error) =>
        error is Errno.EACCES or Errno.EPERM ? new UnauthorizedAccessException()
        : error == Errno.ENAMETOOLONG ? new PathTooLongException()
        : (error == Errno.ENXIO || error == Errno.EOPNOTSUPP) && FileStatus.Of(path) is { Kind: not FileKind.Regular and var kind } ? new NotAFileException(kind)
        : new IOException(null, error);

    private static bool HasLength(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }
}
