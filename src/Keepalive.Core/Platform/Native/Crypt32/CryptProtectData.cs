using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;

namespace Keepalive.Platform.Native.Crypt32;

/// <summary>CryptProtectData: encrypts for this user of this machine.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CryptProtectData
{
    /// <summary>Zero, or the error code.</summary>
    internal static int Protect(ReadOnlySpan<byte> value, ReadOnlySpan<byte> entropy, out byte[] protectedValue)
    {
        protectedValue = [];
        fixed (byte* data = value, more = entropy)
        {
            DataBlob input = new() { Size = (uint)value.Length, Data = data };
            DataBlob salt = new() { Size = (uint)entropy.Length, Data = more };
            DataBlob output;
            if (CryptProtectData_(&input, null, &salt, null, null, DataBlob.CRYPTPROTECT_UI_FORBIDDEN, &output) == 0)
            {
                return Marshal.GetLastPInvokeError();
            }

            protectedValue = new ReadOnlySpan<byte>(output.Data, (int)output.Size).ToArray();
            LocalMemory.Free(output.Data);
            return 0;
        }
    }

    [LibraryImport("crypt32", EntryPoint = "CryptProtectData", SetLastError = true)]
    private static partial int CryptProtectData_(
        DataBlob* input, char* description, DataBlob* entropy, void* reserved, void* prompt, uint flags, DataBlob* output);
}
