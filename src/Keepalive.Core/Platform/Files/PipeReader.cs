using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>Reads a pipe (AWS_CONFIG_FILE=&lt;(…), a named pipe that a password manager serves) to its end, and for a bounded time.</summary>
internal static class PipeReader
{
    /// <summary>For a writer to come. One that serves a named pipe waits for its reader, and is there at once.</summary>
    private static readonly TimeSpan WriterLimit = TimeSpan.FromSeconds(2);

    /// <summary>For the next bytes of a writer that is there: it may be a command that asks a vault.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(10);

    private const int PollMilliseconds = 20;

    /// <exception cref="FileTooLargeException">More than <paramref name="maximumLength"/> bytes came.</exception>
    /// <exception cref="SilentPipeException">No program writes to it.</exception>
    public static byte[] ReadToEnd(SafeFileHandle pipe, int maximumLength)
    {
        var content = new MemoryStream();
        byte[] buffer = new byte[4096];
        using FileStream? stream = OperatingSystem.IsWindows() ? new FileStream(pipe, FileAccess.Read, bufferSize: 0) : null;
        while ((OperatingSystem.IsWindows() ? stream!.Read(buffer) : ReadOnUnix(pipe, buffer, hasBegun: content.Length > 0)) is > 0 and int count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > maximumLength)
            {
                throw new FileTooLargeException(content.Length);
            }
        }

        return content.ToArray();
    }

    /// <summary>
    /// The next bytes; none at the end. Of a pipe to which no writer has come the kernel says the same as of one whose writers
    /// have gone, so the first end is waited for a moment.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    private static int ReadOnUnix(SafeFileHandle pipe, Span<byte> buffer, bool hasBegun)
    {
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            int count = ReadWrite.Read(pipe, buffer, out int error);
            if (count > 0 || (count == 0 && (hasBegun || Poll.HasHungUp(pipe))))
            {
                return count;
            }

            if (count < 0 && error != Errno.EAGAIN && error != Errno.EINTR)
            {
                throw new IOException(null, error);
            }

            if (Stopwatch.GetElapsedTime(start) > (count == 0 ? WriterLimit : SilenceLimit))
            {
                throw new SilentPipeException();
            }

            _ = Poll.IsReadable(pipe, PollMilliseconds);
        }
    }
}
