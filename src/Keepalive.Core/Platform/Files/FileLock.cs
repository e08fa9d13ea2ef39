namespace Keepalive.Platform.Files;

/// <summary>
/// A lock that all processes of this user respect and that the operating system releases when its holder dies: an
/// open file that no other process may open (flock on Unix, a share mode on Windows). The file itself is kept: deleting it
/// would let two holders lock two files of one name.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null if another process has it. Never waits.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable: it can't be made or opened.</exception>
    public static FileLock? TryAcquire(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    /// <summary>Its file is ours alone, as every file made beside it would be; see <see cref="FileTrust"/>.</summary>
    public bool IsOurs => FileTrust.IsOurs(_file.SafeFileHandle);

    /// <summary>
    /// Whether a process has the lock, without taking it: callers can test at the same time, so a thousand of them do not disturb each other.
    /// </summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable: it can't be opened.</exception>
    public static bool IsHeld(string path)
    {
        try
        {
            using var look = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException exception) when (FileBusyException.Describes(exception))
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _file.Dispose();

    private static FileLock? Open(string path)
    {
        AtomicFile.CreateFolder(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileLock(new FileStream(path, options));
        }
        catch (IOException exception) when (FileBusyException.Describes(exception))
        {
            return null;
        }
    }
}
