using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Terminals;

/// <summary>The width of the terminal that this process writes to.</summary>
public static class TerminalWidth
{
    private const int StandardOutput = 1;

    /// <summary>The columns of the terminal of standard output; null: it is no terminal, or its size is unknown.</summary>
    /// <remarks>On Unix the system is asked directly: the console of .NET would send the terminal its keypad mode first, and leave it there.</remarks>
    public static int? OfStandardOutput()
    {
        if (!OperatingSystem.IsWindows())
        {
            return Ioctl.Columns(StandardOutput);
        }

        try
        {
            return !Console.IsOutputRedirected && Console.WindowWidth is > 0 and int width ? width : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
