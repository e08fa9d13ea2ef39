using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Keepalive.Platform.Native.Kernel32;

namespace Keepalive.Platform.Native.Crypt32;

/// <summary>CryptUnprotectData: decrypts what this user has encrypted with the same entropy.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CryptUnprotectData
{
    /// <summary>Zero, or the error code.</summary>
    internal static int Unprotect(ReadOnlySpan<byte> protectedValue, ReadOnlySpan<byte> entropy, out Secret? secret)
    {
        secret = null;
        fixed (byte* data = protectedValue, more = entropy)
        {
            DataBlob input = new() { Size = (uint)protectedValue.Length, Data = data };
            DataBlob salt = new() { Size = (uint)entropy.Length, Data = more };
            DataBlob output;
            if (CryptUnprotectData_(&input, null, &salt, null, null, DataBlob.CRYPTPROTECT_UI_FORBIDDEN, &output) == 0)
            {
                return Marshal.GetLastPInvokeError();
            }

            var value = new Span<byte>(output.Data, (int)output.Size);
            secret = Secret.FromUtf8(value);
            CryptographicOperations.ZeroMemory(value);
            LocalMemory.Free(output.Data);
            return 0;
        }
    }

    [LibraryImport("crypt32", EntryPoint = "CryptUnprotectData", SetLastError = true)]
    private static partial int CryptUnprotectData_(
        DataBlob* input, char** description, DataBlob* entropy, void* reserved, void* prompt, uint flags, DataBlob* output);
}
