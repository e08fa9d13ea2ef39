using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>fcntl(2), for a standard descriptor.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class StandardDescriptor
{
    private const int F_GETFD = 1;

    /// <summary>
    /// Whether the caller of this process has opened it. If the caller closes descriptors 0 and 1, the runtime's own pipe for signals gets these numbers
    /// before any code of ours runs. It is close-on-exec, and no descriptor that a program inherits is: execve(2).
    /// </summary>
    internal static bool IsOfCaller(int descriptor) => fcntl(descriptor, F_GETFD) == 0;

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command);
}
