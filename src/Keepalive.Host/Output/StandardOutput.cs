using System.Text;

namespace Keepalive.Host.Output;

/// <summary>
/// Standard output as a place for one whole answer. On Unix it is written to directly: opening the console would cost
/// a signal thread and a terminal set-up, a tenth of the time that an export takes, and hides a broken pipe.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>Writes lines of text. A Windows console gets its own code page, everything else UTF-8.</summary>
    /// <exception cref="KeepaliveException">OutputFailed.</exception>
    public static void WriteText(string text)
    {
        if (Console.IsOutputRedirected)
        {
            Write(Encoding.UTF8.GetBytes(text + "\n"));
        }
        else
        {
            Console.Out.Write(text + "\n");
        }
    }

    /// <summary>Writes the answer at once, or reports that it did not arrive.</summary>
    /// <exception cref="KeepaliveException">OutputFailed: nobody reads, the disk is full, the descriptor is closed.</exception>
    public static void Write(ReadOnlySpan<byte> answer)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Native.Libc.Write.All(Descriptor, answer) is not 0 and int error)
            {
                throw KeepaliveErrors.OutputFailed(new IOException(null, error));
            }

            return;
        }

        try
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(answer);
            output.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw KeepaliveErrors.OutputFailed(exception);
        }
    }
}
