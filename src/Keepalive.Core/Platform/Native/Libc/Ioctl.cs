using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>ioctl(2) with TIOCSWINSZ: how many columns and rows a terminal has. Its program is told with SIGWINCH.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class Ioctl
{
    private static readonly nuint TIOCSWINSZ =
        OperatingSystem.IsMacOS() || RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? 0x80087467u : 0x5414u;

    internal static void SetSize(SafeHandle terminal, int columns, int rows)
    {
        WindowSize size = new() { Rows = (ushort)rows, Columns = (ushort)columns };
        int result = OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ioctl_on_the_stack(terminal, TIOCSWINSZ, 0, 0, 0, 0, 0, 0, &size)
            : ioctl(terminal, TIOCSWINSZ, &size);
        if (result != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

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
