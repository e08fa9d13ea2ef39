using System.Text;

namespace Keepalive.Host.Output;

/// <summary>
/// Text for whoever reads along, each in one write: Claude Code's Sign-in box makes a row of every write, and the console's
/// own writer cuts a long text into several. Where nobody reads, the exit status still tells.
/// </summary>
internal static class StandardText
{
    /// <summary>Writes to standard output.</summary>
    public static void ToOutput(string text) =>
        Write(1, text, static () => Console.IsOutputRedirected, Console.OpenStandardOutput, static text => Console.Out.Write(text));

    /// <summary>Writes to standard error.</summary>
    public static void ToError(string text) =>
        Write(2, text, static () => Console.IsErrorRedirected, Console.OpenStandardError, static text => Console.Error.Write(text));

    /// <summary>A Windows console gets its own code page, everything else UTF-8.</summary>
    private static void Write(int descriptor, string text, Func<bool> isRedirected, Func<Stream> open, Action<string> toConsole)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Native.Libc.Write.All(descriptor, Encoding.UTF8.GetBytes(text));
            return;
        }

        try
        {
            if (isRedirected())
            {
                using Stream stream = open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
            else
            {
                toConsole(text);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Nobody reads.
        }
    }
}
