using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>Writes the content of a new file.</summary>
internal static class FileContent
{
    /// <summary>Writes all bytes.</summary>
    /// <exception cref="IOException">The bytes can't be written. This includes EFBIG (a limit of the process or of the file system), for which .NET throws an exception about an argument.</exception>
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
