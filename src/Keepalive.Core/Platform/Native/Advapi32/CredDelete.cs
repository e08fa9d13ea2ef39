using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Advapi32;

/// <summary>CredDeleteW.</summary>
[SupportedOSPlatform("windows")]
internal static partial class CredDelete
{
    /// <summary>Zero, or the error code; a missing entry is not an error.</summary>
    internal static int Delete(string target, out bool existed)
    {
        existed = CredDeleteW(target, Credential.CRED_TYPE_GENERIC, 0) != 0;
        int error = existed ? 0 : Marshal.GetLastPInvokeError();
        return error == Credential.ERROR_NOT_FOUND ? 0 : error;
    }

    [LibraryImport("advapi32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int CredDeleteW(string target, uint type, uint flags);
}
