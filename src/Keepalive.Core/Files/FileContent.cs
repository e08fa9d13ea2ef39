using Keepalive.Native.Libc;

namespace Keepalive.Files;

/// <summary>Writes what a new file holds.</summary>
internal static class FileContent
{
    /// <summary>Writes all bytes.</summary>
    /// <exception cref="IOException">They can't be written. What .NET calls an argument of its caller's (EFBIG: a limit of the process, or of the file system) is one, too.</exception>
    public static void Write(FileStream stream, ReadOnlySpan<byte> content)
    {
        try
        {
            stream.Write(content);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new IOException(exception.Message, Errno.EFBIG);
        }
    }
}
