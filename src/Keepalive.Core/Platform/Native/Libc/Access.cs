using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>access(2): asks the kernel, so that ACLs, <c>noexec</c> mounts and root are judged as exec judges them.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Access
{
    private const int X_OK = 1;
    private const int W_OK = 2;

    internal static bool IsExecutable(string path) => access(path, X_OK) == 0;

    internal static bool IsWritable(string path) => access(path, W_OK) == 0;

    /// <summary>Why a file or folder can't be written; 0 when it can.</summary>
    internal static int FindWriteError(string path) => access(path, W_OK) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int access(string path, int mode);
}
