using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>GetStdHandle, and SetHandleInformation on what it gives.</summary>
[SupportedOSPlatform("windows")]
internal static partial class StandardHandle
{
    private const int STD_INPUT_HANDLE = -10;
    private const int STD_OUTPUT_HANDLE = -11;
    private const int STD_ERROR_HANDLE = -12;
    private const uint HANDLE_FLAG_INHERIT = 1;

    /// <summary>Invalid where this process was given none.</summary>
    internal static SafeFileHandle Input() => new(GetStdHandle(STD_INPUT_HANDLE), ownsHandle: false);

    /// <summary>All three as a child can be given them: what redirected them need not have made them inheritable.</summary>
    internal static (nint Input, nint Output, nint Error) ForChild()
    {
        nint[] handles = [GetStdHandle(STD_INPUT_HANDLE), GetStdHandle(STD_OUTPUT_HANDLE), GetStdHandle(STD_ERROR_HANDLE)];
        foreach (nint handle in handles)
        {
            _ = SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        }

        return (handles[0], handles[1], handles[2]);
    }

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int which);

    [LibraryImport("kernel32")]
    private static partial int SetHandleInformation(nint handle, uint mask, uint flags);
}
