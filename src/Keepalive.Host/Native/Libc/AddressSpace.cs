using System.Globalization;
using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>getrlimit(2), for the address space (<c>ulimit -v</c>). The runtime keeps half of the limit for its heap, and each thread of glibc reserves 64 MB where it may.</summary>
internal static unsafe partial class AddressSpace
{
    private const int RLIMIT_AS = 9;
    private const ulong Infinite = ulong.MaxValue;
    private const int M_ARENA_MAX = -8;
    private const int StackSize = 1024 * 1024;

    /// <summary>How many bytes are left; null where nothing limits them, as nearly everywhere.</summary>
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
    /// From now on all threads share one arena of malloc, and have a megabyte of stack each, as they have on Windows and macOS: by itself glibc would
    /// reserve 72 MB for each. Only glibc has these two.
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
