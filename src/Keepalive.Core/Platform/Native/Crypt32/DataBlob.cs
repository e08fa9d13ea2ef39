using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Crypt32;

/// <summary>DATA_BLOB.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DataBlob
{
    /// <summary>Never a dialog: there may be no person to answer it.</summary>
    internal const uint CRYPTPROTECT_UI_FORBIDDEN = 1;

    internal uint Size;
    internal byte* Data;
}
