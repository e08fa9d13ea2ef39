using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>fcntl(2) and open(2), for the three standard descriptors.</summary>
internal static partial class Descriptors
{
    private const int Standard = 3;
    private const int F_GETFD = 1;
    private const int FD_CLOEXEC = 1;
    private static int s_ofRuntime;
    private const int O_RDONLY = 0;

    /// <summary>
    /// Fills those that the caller has closed: the next file that is opened would get the number, and with it the answer, secrets and all. What they are
    /// filled with can't be written to, so an answer is still reported as lost. If the runtime is not native, it may have filled them itself before, with its
    /// pipe for signals: see <see cref="IsOfRuntime"/>.
    /// </summary>
    public static void FillClosed()
    {
        for (int descriptor = 0; descriptor < Standard; descriptor++)
        {
            int flags = fcntl(descriptor, F_GETFD);
            if (flags < 0)
            {
                // The lowest free number is this one.
                _ = open("/dev/null", O_RDONLY);
            }
            else if ((flags & FD_CLOEXEC) != 0)
            {
                s_ofRuntime |= 1 << descriptor;
            }
        }
    }

    /// <summary>The caller has closed it, and the runtime has opened something of its own: close-on-exec, as no descriptor is that a program inherits (execve(2)).</summary>
    public static bool IsOfRuntime(int descriptor) => (s_ofRuntime >> descriptor & 1) != 0;

#pragma warning disable IDE1006 // The native names are kept.
    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);
#pragma warning restore IDE1006
}
