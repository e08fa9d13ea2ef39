using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>The NUL device as an inheritable handle: an input at its end, and an output that keeps nothing.</summary>
[SupportedOSPlatform("windows")]
internal static partial class NulDevice
{
    private const uint GENERIC_READ_WRITE = 0xC0000000;
    private const uint FILE_SHARE_READ_WRITE = 3;
    private const uint OPEN_EXISTING = 3;

    internal static unsafe SafeFileHandle Open()
    {
        SecurityAttributes attributes = new() { Size = (uint)sizeof(SecurityAttributes), InheritHandle = 1 };
        SafeFileHandle handle = CreateFileW("NUL", GENERIC_READ_WRITE, FILE_SHARE_READ_WRITE, &attributes, OPEN_EXISTING, 0, 0);
        if (handle.IsInvalid)
        {
            int error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw new Win32Exception(error);
        }

        return handle;
    }

    [LibraryImport("kernel32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static unsafe partial SafeFileHandle CreateFileW(
        string name, uint access, uint share, SecurityAttributes* attributes, uint disposition, uint flags, nint template);

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct SecurityAttributes
    {
        internal uint Size;
        internal void* Descriptor;
        internal int InheritHandle;
    }
}
