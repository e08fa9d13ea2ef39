using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Host.Native.Kernel32;

/// <summary>GetConsoleMode and SetConsoleMode of standard output.</summary>
[SupportedOSPlatform("windows")]
internal static partial class ConsoleMode
{
    private const int STD_OUTPUT_HANDLE = -11;
    private const uint ENABLE_PROCESSED_OUTPUT = 1;
    private const uint ENABLE_VIRTUAL_TERMINAL_PROCESSING = 4;

    /// <summary>Makes the console understand escape sequences. False: it can't (before Windows 10, 1511), or there is none.</summary>
    public static bool UnderstandEscapeSequences()
    {
        nint output = GetStdHandle(STD_OUTPUT_HANDLE);
        return GetConsoleMode(output, out uint mode) != 0
            && SetConsoleMode(output, mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
    }

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int which);

    [LibraryImport("kernel32")]
    private static partial int GetConsoleMode(nint handle, out uint mode);

    [LibraryImport("kernel32")]
    private static partial int SetConsoleMode(nint handle, uint mode);
}
