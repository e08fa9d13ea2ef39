using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Libc;

/// <summary>posix_openpt(3) and what makes its result usable: grantpt, unlockpt, ptsname_r.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class PosixOpenpt
{
    private const int O_RDWR = 2;
    private const int LongestName = 1024;

    internal static readonly int O_NOCTTY = OperatingSystem.IsMacOS() ? 0x20000 : 0x100;
    private static readonly int O_NONBLOCK = OperatingSystem.IsMacOS() ? 0x4 : 0x800;
    private static readonly int O_CLOEXEC = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>The end of a new terminal at which we sit. No child inherits it, and neither reading nor writing blocks.</summary>
    /// <param name="device">The path of the other end, where the program sits.</param>
    /// <exception cref="Win32Exception">The system has no terminal left.</exception>
    internal static SafeFileHandle Open(out string device)
    {
        // macOS refuses every flag but the first two from posix_openpt, which there is no more than this open.
        int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
        int descriptor = OperatingSystem.IsMacOS() ? open("/dev/ptmx", flags) : posix_openpt(flags);
        if (descriptor < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        SafeFileHandle master = new(descriptor, ownsHandle: true);
        byte* name = stackalloc byte[LongestName];
        if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, name, LongestName) != 0)
        {
            Win32Exception error = new(Marshal.GetLastPInvokeError());
            master.Dispose();
            throw error;
        }

        device = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        return master;
    }

    /// <summary>The other end, for us: it does not become the terminal of this process.</summary>
    internal static SafeFileHandle OpenDevice(string device)
    {
        int descriptor = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC);
        return descriptor < 0
            ? throw new Win32Exception(Marshal.GetLastPInvokeError())
            : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(SafeFileHandle master);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(SafeFileHandle master);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ptsname_r(SafeFileHandle master, byte* name, nuint size);

    // Variadic, but nothing follows the flags unless they hold O_CREAT.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);
}
