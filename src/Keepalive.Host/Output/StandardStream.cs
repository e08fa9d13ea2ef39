using System.Text;

namespace Keepalive.Host.Output;

/// <summary>
/// The standard streams: the one place that writes to standard output or standard error (a test keeps it so). Text comes here as it may be shown, see
/// <see cref="VisibleText"/>. On Unix the descriptor is written to directly: opening the console would cost a signal thread and a terminal set-up,
/// a tenth of the time that an export takes, cuts a long text into several writes, and hides a broken pipe.
/// </summary>
internal static class StandardStream
{
    public const int Output = 1;
    public const int Error = 2;
    private const int Input = 0;

    /// <summary>Standard input, without a limit; empty if the caller has closed it.</summary>
    public static Stream OpenInput() => !OperatingSystem.IsWindows() && Native.Libc.Descriptors.IsOfRuntime(Input) ? Stream.Null : Console.OpenStandardInput();

    /// <summary>Writes all of it at once.</summary>
    /// <returns>Null, or the reason why the text did not arrive: the reader is gone, the disk is full, the descriptor is closed.</returns>
    public static Exception? Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Native.Libc.Write.All(descriptor, bytes) is not 0 and int error ? new IOException(null, error) : null;
        }

        try
        {
            using Stream stream = descriptor == Output ? Console.OpenStandardOutput() : Console.OpenStandardError();
            stream.Write(bytes);
            stream.Flush();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return exception;
        }
    }

    /// <summary>Writes text: a Windows console gets its own code page, everything else UTF-8.</summary>
    public static Exception? Write(int descriptor, string visible)
    {
        if (!OperatingSystem.IsWindows() || (descriptor == Output ? Console.IsOutputRedirected : Console.IsErrorRedirected))
        {
            return Write(descriptor, Encoding.UTF8.GetBytes(visible));
        }

        try
        {
            (descriptor == Output ? Console.Out : Console.Error).Write(visible);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception;
        }
    }
}
