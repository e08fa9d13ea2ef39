using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Keepalive.Platform.Native.Advapi32;

/// <summary>CredFree.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CredFree
{
    internal static void Free(void* buffer) => Free_(buffer);

    /// <summary>The function frees the value, and leaves it in the heap.</summary>
    internal static void ZeroAndFree(Credential* credential)
    {
        CryptographicOperations.ZeroMemory(new Span<byte>(credential->Blob, (int)credential->BlobSize));
        Free_(credential);
    }

    [LibraryImport("advapi32", EntryPoint = "CredFree")]
    private static partial void Free_(void* buffer);
}
