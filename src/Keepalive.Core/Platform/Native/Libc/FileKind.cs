namespace Keepalive.Platform.Native.Libc;

/// <summary>Which kind of thing a path names.</summary>
internal enum FileKind
{
    /// <summary>A file with bytes of its own.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe (FIFO): its bytes come from another program, once.</summary>
    Pipe,

    /// <summary>A socket, which can't be opened at all.</summary>
    Socket,

    /// <summary>A terminal, a disk or another device.</summary>
    Device,

    /// <summary>The device that is always empty.</summary>
    NullDevice,
}
