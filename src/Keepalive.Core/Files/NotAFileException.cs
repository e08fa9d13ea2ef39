using Keepalive.Native.Libc;

namespace Keepalive.Files;

/// <summary>The path names something that is no file. Nothing of it was read: a read might never end, or take away what another program waits for.</summary>
/// <param name="kind">What it is.</param>
internal sealed class NotAFileException(FileKind kind) : IOException("it is not a file")
{
    /// <summary>What it is, as a sentence goes on.</summary>
    public string Noun => kind switch
    {
        FileKind.Folder => "a folder",
        FileKind.Pipe => "a named pipe",
        FileKind.Socket => "a socket",
        _ => "a device",
    };
}
