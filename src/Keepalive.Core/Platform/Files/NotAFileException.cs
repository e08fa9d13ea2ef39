using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>The path is not a regular file. Nothing was read from it: a read might never end, or take data that another program waits for.</summary>
/// <param name="kind">What it is.</param>
internal sealed class NotAFileException(FileKind kind) : IOException("it is not a file")
{
    /// <summary>Its kind, as part of a sentence.</summary>
    public string Noun => kind switch
    {
        FileKind.Folder => "a folder",
        FileKind.Pipe => "a named pipe",
        FileKind.Socket => "a socket",
        _ => "a device",
    };
}
