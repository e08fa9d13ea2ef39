using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Credui;

/// <summary>CredUnPackAuthenticationBufferW: the answer of the credential dialog.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CredUnpack
{
    /// <summary>Zero, or the error code. Lengths are in characters.</summary>
    internal static int Unpack(void* buffer, uint size, char* user, uint* userLength, char* domain, uint* domainLength, char* password, uint* length) =>
        CredUnPackAuthenticationBufferW(0, buffer, size, user, userLength, domain, domainLength, password, length) != 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("credui", SetLastError = true)]
    private static partial int CredUnPackAuthenticationBufferW(
        uint flags, void* buffer, uint size, char* user, uint* userLength, char* domain, uint* domainLength, char* password, uint* length);
}
