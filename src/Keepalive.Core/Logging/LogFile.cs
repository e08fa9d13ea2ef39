using System.Runtime.Versioning;
using System.Security.AccessControl;
using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Logging;

/// <summary>
/// The log's two files in the state folder, the owner's alone: the current one and the one before. Each line is one append
/// that the system puts at the end, so writers need no lock; only the change of files has one.
/// </summary>
internal sealed class LogFile
{
    /// <summary>About a thousand lines, which is weeks.</summary>
    public const int MaximumLength = 256 * 1024;

    /// <summary>The file may go between its making and its opening, when others change files.</summary>
    private const int Attempts = 5;

    public LogFile(SystemEnvironment environment)
    {
        Path = StatePaths.Of(environment, StatePaths.Log, "events.jsonl");
        PathBefore = StatePaths.Of(environment, StatePaths.Log, "events.1.jsonl");
    }

    /// <summary>Where lines are added.</summary>
    public string Path { get; }

    /// <summary>The older entries; replaced when <see cref="Path"/> is full.</summary>
    public string PathBefore { get; }

    /// <summary>Adds a line whole.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        AtomicFile.CreateFolder(System.IO.Path.GetDirectoryName(Path)!);
        long length = OperatingSystem.IsWindows() ? AppendOnWindows(line) : AppendOnUnix(line);
        if (length > MaximumLength)
        {
            ChangeFiles();
        }
    }

    /// <summary>With the right to append and none to write elsewhere the system puts each write at the end.</summary>
    [SupportedOSPlatform("windows")]
    private long AppendOnWindows(ReadOnlySpan<byte> line)
    {
        const FileSystemRights Rights = FileSystemRights.AppendData | FileSystemRights.ReadAttributes | FileSystemRights.Synchronize;
        FileSecurity? access = File.Exists(Path) ? null : AtomicFile.OwnerOnlyAccess();
        using FileStream file = new FileInfo(Path).Create(FileMode.OpenOrCreate, Rights, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.None, access);
        file.Write(line);
        return new FileInfo(Path) is { Exists: true, Length: var length } ? length : 0;
    }

    [UnsupportedOSPlatform("windows")]
    private long AppendOnUnix(ReadOnlySpan<byte> line)
    {
        using SafeFileHandle file = OpenOnUnix();
        while (ReadWrite.Write(file, line, out int error) < 0)
        {
            if (error != Errno.EINTR)
            {
                throw new IOException(null, error);
            }
        }

        return RandomAccess.GetLength(file);
    }

    [UnsupportedOSPlatform("windows")]
    private SafeFileHandle OpenOnUnix()
    {
        for (int attempt = 1; ; attempt++)
        {
            if (OpenAppend.TryOpen(Path, out int error) is { } file)
            {
                return file;
            }

            if (error != Errno.ENOENT || attempt == Attempts)
            {
                throw error == Errno.EACCES ? new UnauthorizedAccessException() : new IOException(null, error);
            }

            using var made = new FileStream(Path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }

    /// <summary>One process does it; a process that has the full file open at this moment still writes to it under its new name.</summary>
    private void ChangeFiles()
    {
        using FileLock? change = FileLock.TryAcquire(Path + ".lock");
        if (change is not null && new FileInfo(Path) is { Exists: true, Length: > MaximumLength })
        {
            File.Move(Path, PathBefore, overwrite: true);
        }
    }
}
