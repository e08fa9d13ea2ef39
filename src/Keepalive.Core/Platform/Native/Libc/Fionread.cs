using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>ioctl(2) with FIONREAD: how many bytes lie there to be read.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class Fionread
{
    private static readonly nuint FIONREAD =
        OperatingSystem.IsMacOS() || RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? 0x4004667Fu : 0x541Bu;

    internal static int Count(SafeHandle descriptor)
    {
        int count = 0;
        int result = OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ioctl_on_the_stack(descriptor, FIONREAD, 0, 0, 0, 0, 0, 0, &count)
            : ioctl(descriptor, FIONREAD, &count);
        return result == 0 ? count : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(SafeHandle descriptor, nuint request, int* count);

    // As in Ioctl: on Apple's ARM a variadic argument lies on the stack.
    [LibraryImport("libc", SetLastError = true, EntryPoint = "ioctl")]
    private static partial int ioctl_on_the_stack(SafeHandle descriptor, nuint request, nint r2, nint r3, nint r4, nint r5, nint r6, nint r7, int* count);
}
