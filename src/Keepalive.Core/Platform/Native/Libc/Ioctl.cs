using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Libc;

/// <summary>ioctl(2) with TIOCSWINSZ and TIOCGWINSZ: the columns and rows of a terminal. Its program is told of a new size with SIGWINCH.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class Ioctl
{
    private static readonly nuint TIOCSWINSZ =
        OperatingSystem.IsMacOS() || RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? 0x80087467u : 0x5414u;

    private static readonly nuint TIOCGWINSZ =
        OperatingSystem.IsMacOS() || RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? 0x40087468u : 0x5413u;

    /// <summary>The columns; null: the descriptor is not a terminal, or its size is unknown.</summary>
    internal static int? Columns(int descriptor)
    {
        WindowSize size = default;
        using var terminal = new SafeFileHandle(descriptor, ownsHandle: false);
        return Call(terminal, TIOCGWINSZ, &size) == 0 && size.Columns > 0 ? size.Columns : null;
    }

    internal static void SetSize(SafeHandle terminal, int columns, int rows)
    {
        WindowSize size = new() { Rows = (ushort)rows, Columns = (ushort)columns };
        if (Call(terminal, TIOCSWINSZ, &size) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private static int Call(SafeHandle terminal, nuint request, WindowSize* size) =>
        OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ioctl_on_the_stack(terminal, request, 0, 0, 0, 0, 0, 0, size)
            : ioctl(terminal, request, size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(SafeHandle descriptor, nuint request, WindowSize* size);

    // On Apple's ARM a variadic argument lies on the stack, so the other six argument registers have to be full.
    [LibraryImport("libc", SetLastError = true, EntryPoint = "ioctl")]
    private static partial int ioctl_on_the_stack(
        SafeHandle descriptor, nuint request, nint r2, nint r3, nint r4, nint r5, nint r6, nint r7, WindowSize* size);

    /// <summary>struct winsize.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }
}
