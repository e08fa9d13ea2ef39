using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>CreatePseudoConsole: a console whose screen is a stream of escape sequences. Windows 10 1809 and later have it.</summary>
/// <remarks>
/// Closing it ends the attached programs. Before Windows 11 24H2 that call returns only after the last of the
/// output was read, or the pipe is gone.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class PseudoConsole : SafeHandleZeroOrMinusOneIsInvalid
{
    private PseudoConsole(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    /// <summary>The console keeps copies of both handles, the far ends of pipes that do not overlap.</summary>
    /// <exception cref="COMException">There is none to be had.</exception>
    internal static PseudoConsole Create(int columns, int rows, SafeHandle input, SafeHandle output)
    {
        nint handle;
        Marshal.ThrowExceptionForHR(CreatePseudoConsole(new Coordinates(columns, rows), input, output, 0, &handle));
        return new PseudoConsole(handle);
    }

    /// <summary>A console that can't be resized keeps its size: the program sees no difference.</summary>
    internal void Resize(int columns, int rows) => _ = ResizePseudoConsole(this, new Coordinates(columns, rows));

    protected override bool ReleaseHandle()
    {
        ClosePseudoConsole(handle);
        return true;
    }

    [LibraryImport("kernel32")]
    private static partial int CreatePseudoConsole(Coordinates size, SafeHandle input, SafeHandle output, uint flags, nint* console);

    [LibraryImport("kernel32")]
    private static partial int ResizePseudoConsole(PseudoConsole console, Coordinates size);

    [LibraryImport("kernel32")]
    private static partial void ClosePseudoConsole(nint console);

    /// <summary>COORD.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Coordinates(int columns, int rows)
    {
        internal readonly short X = (short)columns;
        internal readonly short Y = (short)rows;
    }
}
