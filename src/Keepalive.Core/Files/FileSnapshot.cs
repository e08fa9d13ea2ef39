using Microsoft.Win32.SafeHandles;

namespace Keepalive.Files;

/// <summary>
/// A file's bytes as they were at one moment. Login tools truncate and rewrite the credentials file in place, so a
/// single read may hold the beginning of one version and the end of another. A file that changed in the last
/// <see cref="RecentlyChanged"/> is read until two reads in a row are equal.
/// </summary>
internal sealed class FileSnapshot
{
    /// <summary>A change this young may still be going on.</summary>
    public static readonly TimeSpan RecentlyChanged = TimeSpan.FromMilliseconds(100);

    /// <summary>Enough for any writer that pauses; each attempt reads the file once.</summary>
    private const int MaximumReads = 8;

    private FileSnapshot(byte[] content, bool exists, DateTimeOffset lastWrite)
    {
        Content = content;
        Exists = exists;
        LastWrite = lastWrite;
    }

    public ReadOnlyMemory<byte> Content { get; }

    public bool Exists { get; }

    /// <summary>The file's modification time, UTC; of a missing file its folder's, the last time it may have been removed.</summary>
    public DateTimeOffset LastWrite { get; }

    /// <summary>It was a pipe: what was read of it is gone from there, and a second read would find nothing.</summary>
    public bool IsPipe { get; private init; }

    /// <summary>
    /// The time since the last change. Negative when the file's clock is ahead of ours (a file server, or WSL after
    /// sleep): the age is unknown then, and only a file that is seen not to change is an old one.
    /// </summary>
    public TimeSpan Age(DateTimeOffset now) => now - LastWrite;

    /// <summary>Reads the file; a missing one is an empty snapshot.</summary>
    /// <exception cref="FileTooLargeException">It has more than <paramref name="maximumLength"/> bytes.</exception>
    /// <exception cref="FileUnsettledException">It changed between any two of several reads.</exception>
    /// <exception cref="FileBusyException">Somebody holds it for himself alone.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static FileSnapshot Read(string path, int maximumLength, TimeProvider clock)
    {
        FileSnapshot snapshot = ReadOnce(path, maximumLength);
        for (int reads = 1; snapshot.Exists && snapshot.Age(clock.GetUtcNow()) < RecentlyChanged; reads++)
        {
            if (reads == MaximumReads)
            {
                throw new FileUnsettledException();
            }

            FileSnapshot again = ReadOnce(path, maximumLength);
            if (again.LastWrite == snapshot.LastWrite && again.Content.Span.SequenceEqual(snapshot.Content.Span))
            {
                return again;
            }

            snapshot = again;
        }

        return snapshot;
    }

    private static FileSnapshot ReadOnce(string path, int maximumLength)
    {
        SafeFileHandle handle;
        try
        {
            // Share everything: a reader must never be the reason why a login tool fails to write or rename.
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileSnapshot([], exists: false, FolderLastWrite(path));
        }
        catch (IOException exception) when (FileBusyException.Describes(exception))
        {
            throw new FileBusyException(exception);
        }

        using (handle)
        {
            if (LengthOf(handle) is not { } length)
            {
                // A pipe (AWS_CONFIG_FILE=<(…)) gives its bytes once; it has no age.
                return new FileSnapshot(ReadPipe(handle, maximumLength), exists: true, DateTimeOffset.MinValue) { IsPipe = true };
            }

            if (length > maximumLength)
            {
                throw new FileTooLargeException(length);
            }

            byte[] content = ReadToEnd(handle, (int)length, maximumLength);

            // Taken after the last byte, so that a change during the read makes the snapshot a young one.
            return new FileSnapshot(content, exists: true, new DateTimeOffset(File.GetLastWriteTimeUtc(handle)));
        }
    }

    /// <summary>The year 1601 when there is no folder either.</summary>
    private static DateTimeOffset FolderLastWrite(string path) => Directory.GetLastWriteTimeUtc(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);

    private static long? LengthOf(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static byte[] ReadPipe(SafeFileHandle handle, int maximumLength)
    {
        // RandomAccess refuses what has no positions.
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var content = new MemoryStream();
        byte[] buffer = new byte[4096];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > maximumLength)
            {
                throw new FileTooLargeException(content.Length);
            }
        }

        return content.ToArray();
    }

    private static byte[] ReadToEnd(SafeFileHandle handle, int expected, int maximumLength)
    {
        byte[] content = GC.AllocateUninitializedArray<byte>(expected);
        int count = 0;
        Span<byte> probe = stackalloc byte[1];
        while (true)
        {
            if (count == content.Length)
            {
                // One byte more than the length tells whether the file has grown meanwhile.
                if (RandomAccess.Read(handle, probe, count) == 0)
                {
                    return content;
                }

                if (count >= maximumLength)
                {
                    throw new FileTooLargeException(count + 1L);
                }

                Array.Resize(ref content, Math.Min(maximumLength, Math.Max(4096, content.Length * 2)));
                content[count++] = probe[0];
                continue;
            }

            int read = RandomAccess.Read(handle, content.AsSpan(count), count);
            if (read == 0)
            {
                Array.Resize(ref content, count);
                return content;
            }

            count += read;
        }
    }
}
