using Keepalive.Host.Native.Kernel32;
using Keepalive.Platform.Terminals;

namespace Keepalive.Host.Output;

/// <summary>The terminal of standard output: how wide it is, and whether it shows colours (https://no-color.org).</summary>
internal static class TerminalDisplay
{
    private const int Narrowest = 40;
    private const int Widest = 120;

    /// <summary>The columns of the terminal, from 40 to 120; null: standard output is not a terminal, or its width is unknown.</summary>
    public static int? Width => Columns is { } columns ? Math.Clamp(columns, Narrowest, Widest) : null;

    // On Unix the system is asked directly: the console of .NET would send the terminal its keypad mode first, and leave it there.
    private static int? Columns
    {
        get
        {
            if (!OperatingSystem.IsWindows())
            {
                return TerminalWidth.OfStandardOutput();
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

    public static bool HasColours =>
        !Console.IsOutputRedirected
        && SystemEnvironment.Current.Get("NO_COLOR") is null
        && SystemEnvironment.Current.Get("TERM") is var terminal
        && (OperatingSystem.IsWindows() ? terminal != "dumb" && ConsoleMode.UnderstandEscapeSequences() : terminal is not (null or "dumb"));
}
