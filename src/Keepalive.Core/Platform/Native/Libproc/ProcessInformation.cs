using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libproc;

/// <summary>proc_pidinfo(PROC_PIDTBSDINFO): what macOS tells of a process.</summary>
[SupportedOSPlatform("macos")]
internal static unsafe partial class ProcessInformation
{
    private const int PROC_PIDTBSDINFO = 3;

    /// <summary>The parent, the start in microseconds since 1970, and the program's name; null when there is no such process.</summary>
    internal static (int Parent, long Started, string Name)? Read(int pid)
    {
        BsdInformation information;
        return proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, &information, sizeof(BsdInformation)) == sizeof(BsdInformation)
            ? ((int)information.Parent,
                (long)((information.StartSeconds * 1_000_000) + information.StartMicroseconds),
                Marshal.PtrToStringUTF8((nint)information.ShortName) ?? string.Empty)
            : null;
    }

    [LibraryImport("libproc")]
    private static partial int proc_pidinfo(int pid, int flavor, ulong argument, void* buffer, int size);

    // struct proc_bsdinfo of sys/proc_info.h.
    [StructLayout(LayoutKind.Explicit, Size = 136)]
    private struct BsdInformation
    {
        [FieldOffset(16)]
        internal uint Parent;

        [FieldOffset(48)]
        internal fixed byte ShortName[16];

        [FieldOffset(120)]
        internal ulong StartSeconds;

        [FieldOffset(128)]
        internal ulong StartMicroseconds;
    }
}
