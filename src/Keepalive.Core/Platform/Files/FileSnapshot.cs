using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>
/// A file's bytes as they were at one moment. Login tools truncate and rewrite the credentials file in place, so a
/// single read may hold the beginning of one version and the end of another. A file that changed in the last
/// <see cref="RecentlyChanged"/> is read until two reads in a row are equal.
/// </summary>
internal sealed class FileSnapshot
{
    /// <summary>A change this recent may not be finished.</summary>
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
    /// <param name="path">The path.</param>
    /// <param name="maximumLength">How many bytes it may have.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <param name="allowsPipe">It may be a pipe, as a file that a variable names.</param>
    /// <exception cref="FileTooLargeException">It has more than <paramref name="maximumLength"/> bytes.</exception>
    /// <exception cref="FileUnsettledException">It changed between any two of several reads.</exception>
    /// <exception cref="FileBusyException">Another program has it open exclusively.</exception>
    /// <exception cref="NotAFileException">It is a folder, a pipe, a socket or a device.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileSnapshot Read(string path, int maximumLength, TimeProvider clock, bool allowsPipe = false) => ReadSettled(path, maximumLength, clock, allowsPipe, isOurs: false);

    /// <summary>Reads a file that we alone write: what we remember between two runs.</summary>
    /// <exception cref="UntrustedFileException">Others may have written it; see <see cref="FileTrust"/>. It is an IOException, as all that makes a cache worth nothing.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileSnapshot ReadOwn(string path, int maximumLength, TimeProvider clock) => ReadSettled(path, maximumLength, clock, allowsPipe: false, isOurs: true);

    private static FileSnapshot ReadSettled(string path, int maximumLength, TimeProvider clock, bool allowsPipe, bool isOurs)
    {
        FileSnapshot snapshot = ReadOnce(path, maximumLength, allowsPipe, isOurs);
        for (int reads = 1; snapshot.Exists && snapshot.Age(clock.GetUtcNow()) < RecentlyChanged; reads++)
        {
            if (reads == MaximumReads)
            {
                throw new FileUnsettledException();
            }

            FileSnapshot again = ReadOnce(path, maximumLength, allowsPipe, isOurs);
            if (again.LastWrite == snapshot.LastWrite && again.Content.Span.SequenceEqual(snapshot.Content.Span))
            {
                return again;
            }

            snapshot = again;
        }

        return snapshot;
    }

    private static FileSnapshot ReadOnce(string path, int maximumLength, bool allowsPipe, bool isOurs)
    {
        using SafeFileHandle? handle = ReadableFile.TryOpen(path, out FileKind kind, allowsPipe);
        if (handle is null)
        {
            return new FileSnapshot([], exists: false, FolderLastWrite(path));
        }

        if (kind != FileKind.Regular)
        {
            // A pipe gives its bytes once, and has no age.
            byte[] bytes = kind == FileKind.Pipe ? PipeReader.ReadToEnd(handle, maximumLength) : [];
            return new FileSnapshot(bytes, exists: true, DateTimeOffset.MinValue) { IsPipe = kind == FileKind.Pipe };
        }

        if (isOurs && !FileTrust.IsOurs(handle))
        {
            throw new UntrustedFileException();
        }

        long length = RandomAccess.GetLength(handle);
        if (length > maximumLength)
        {
            throw new FileTooLargeException(length);
        }

        byte[] content = ReadToEnd(handle, (int)length, maximumLength);

        // Taken after the last byte, so that a change during the read makes the snapshot a young one.
        return new FileSnapshot(content, exists: true, new DateTimeOffset(File.GetLastWriteTimeUtc(handle)));
    }

    /// <summary>The year 1601 when there is no folder either.</summary>
    private static DateTimeOffset FolderLastWrite(string path) => Directory.GetLastWriteTimeUtc(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);

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
