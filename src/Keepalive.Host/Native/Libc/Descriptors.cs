using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>fcntl(2) and open(2), for the three standard descriptors.</summary>
internal static partial class Descriptors
{
    private const int Standard = 3;
    private const int F_GETFD = 1;
    private const int O_RDONLY = 0;

    /// <summary>
    /// Fills those that the caller has closed: the next file that is opened would get the number, and with it the answer, secrets and all. What they are
    /// filled with can't be written to, so an answer is still reported as lost.
    /// </summary>
    public static void FillClosed()
    {
        for (int descriptor = 0; descriptor < Standard; descriptor++)
        {
            if (fcntl(descriptor, F_GETFD) < 0)
            {
                // The lowest free number is this one.
                _ = open("/dev/null", O_RDONLY);
            }
        }
    }

#pragma warning disable IDE1006 // The native names are kept.
    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);
#pragma warning restore IDE1006
}
