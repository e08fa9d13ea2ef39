using Keepalive.Platform.Files;

namespace Keepalive.Aws.Profiles;

/// <summary>One of the two shared files as it was at one moment.</summary>
public sealed class ProfileFile
{
    /// <summary>No sane config or credentials file is larger; 10,000 profiles with long tokens are 10 MB.</summary>
    public const int MaximumLength = 32 * 1024 * 1024;

    /// <summary>Limits the memory for a file that contains only line ends; 10,000 profiles have 70,000 lines.</summary>
    public const int MaximumLines = 1024 * 1024;

    private ProfileFile(string path, FileSnapshot snapshot, ProfileFileKind kind)
    {
        Path = path;
        Snapshot = snapshot;
        Document = IniDocument.Parse(snapshot.Content, kind);
    }

    /// <summary>The path that was read.</summary>
    public string Path { get; }

    /// <summary>False when there is no such file; it then reads as an empty one.</summary>
    public bool Exists => Snapshot.Exists;

    /// <summary>The parsed content.</summary>
    public IniDocument Document { get; }

    internal FileSnapshot Snapshot { get; }

    /// <summary>Reads the file once, or until two reads are equal when it changed a moment ago.</summary>
    /// <param name="path">The path.</param>
    /// <param name="kind">Which header rules apply.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <exception cref="KeepaliveException">It exists and can't be read, is too large or is not UTF-8.</exception>
    public static ProfileFile Read(string path, ProfileFileKind kind, TimeProvider clock)
    {
        FileSnapshot snapshot;
        try
        {
            snapshot = FileSnapshot.Read(path, MaximumLength, clock, allowsPipe: true);
        }
        catch (FileTooLargeException tooLarge)
        {
            throw KeepaliveErrors.ProfileFileTooLarge(path, tooLarge.Length, "bytes", MaximumLength);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.ProfileFileUnreadable(path, FileFault.Describe(path, exception), exception);
        }

        int lines = snapshot.Content.Span.Count((byte)'\n');
        if (lines > MaximumLines)
        {
            throw KeepaliveErrors.ProfileFileTooLarge(path, lines, "lines", MaximumLines);
        }

        return ForeignEncoding.Of(snapshot.Content.Span) is { } encoding
            ? throw KeepaliveErrors.ProfileFileWrongEncoding(path, encoding)
            : new ProfileFile(path, snapshot, kind);
    }
}
