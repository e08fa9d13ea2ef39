using System.Globalization;
using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>getrlimit(2), for the address space (<c>ulimit -v</c>). The runtime reserves half of the limit for its heap, and glibc reserves 64 MB for each thread if the limit allows it.</summary>
internal static unsafe partial class AddressSpace
{
    private const int RLIMIT_AS = 9;
    private const ulong Infinite = ulong.MaxValue;
    private const int M_ARENA_MAX = -8;
    private const int StackSize = 1024 * 1024;

    /// <summary>The number of bytes that are left; null if there is no limit, which is usual.</summary>
    public static long? Left()
    {
        Limit limit;
        if (!OperatingSystem.IsLinux() || getrlimit(RLIMIT_AS, &limit) != 0 || limit.Soft == Infinite)
        {
            return null;
        }

        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return (long)limit.Soft - (long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize);
    }

    /// <summary>
    /// Makes all threads share one malloc arena, and gives each thread 1 MB of stack, as on Windows and macOS. By default glibc
    /// reserves 72 MB for each thread. Only glibc has these two functions.
    /// </summary>
    public static void Spare()
    {
        if (Optional("mallopt") is not 0 and var mallopt)
        {
            _ = ((delegate* unmanaged<int, int, int>)mallopt)(M_ARENA_MAX, 1);
        }

        if (Optional("pthread_setattr_default_np") is not 0 and var setDefault)
        {
            byte* attributes = stackalloc byte[256];
            _ = pthread_attr_init(attributes);
            _ = pthread_attr_setstacksize(attributes, StackSize);
            _ = ((delegate* unmanaged<void*, int>)setDefault)(attributes);
            _ = pthread_attr_destroy(attributes);
        }
    }

    private static nint Optional(string name) =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out nint address) ? address : 0;

#pragma warning disable IDE1006 // The native names are kept.
    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, Limit* limit);

    [LibraryImport("libc")]
    private static partial int pthread_attr_init(void* attributes);

    [LibraryImport("libc")]
    private static partial int pthread_attr_setstacksize(void* attributes, nuint size);

    [LibraryImport("libc")]
    private static partial int pthread_attr_destroy(void* attributes);
#pragma warning restore IDE1006

    /// <summary>struct rlimit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        internal ulong Soft;
        internal ulong Hard;
    }
}
