using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Credui;

/// <summary>CredPackAuthenticationBufferW: a user name as the credential dialog takes it.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CredPack
{
    private const uint CRED_PACK_GENERIC_CREDENTIALS = 0x4;

    /// <summary>Zero, or the error code.</summary>
    internal static int Pack(string userName, byte* buffer, uint* size) =>
        CredPackAuthenticationBufferW(CRED_PACK_GENERIC_CREDENTIALS, userName, string.Empty, buffer, size) != 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("credui", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int CredPackAuthenticationBufferW(uint flags, string userName, string password, byte* buffer, uint* size);
}
