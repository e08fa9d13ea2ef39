using Keepalive.Host.Native.Kernel32;
using Keepalive.Platform.Terminals;

namespace Keepalive.Host.Output;

/// <summary>The terminal of standard output: how wide it is, and whether it shows colours (https://no-color.org).</summary>
internal static class TerminalDisplay
{
    private const int Narrowest = 40;
    private const int Widest = 120;

    /// <summary>The columns of the terminal, from 40 to 120; null: standard output is no terminal, or its width is unknown.</summary>
    public static int? Width => TerminalWidth.OfStandardOutput() is { } width ? Math.Clamp(width, Narrowest, Widest) : null;

    public static bool HasColours =>
        !Console.IsOutputRedirected
        && SystemEnvironment.Current.Get("NO_COLOR") is null
        && SystemEnvironment.Current.Get("TERM") is var terminal
        && (OperatingSystem.IsWindows() ? terminal != "dumb" && ConsoleMode.UnderstandEscapeSequences() : terminal is not (null or "dumb"));
}
