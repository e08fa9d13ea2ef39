using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Advapi32;

/// <summary>CredWriteW, for a generic credential of this user on this machine that does not roam.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CredWrite
{
    /// <summary>Zero, or the error code.</summary>
    internal static int Write(string target, string userName, ReadOnlySpan<byte> blob)
    {
        fixed (char* targetName = target, user = userName)
        fixed (byte* value = blob)
        {
            Credential credential = new()
            {
                Type = Credential.CRED_TYPE_GENERIC,
                TargetName = targetName,
                UserName = user,
                BlobSize = (uint)blob.Length,
                Blob = value,
                Persist = Credential.CRED_PERSIST_LOCAL_MACHINE,
            };
            return CredWriteW(&credential, 0) == 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    [LibraryImport("advapi32", SetLastError = true)]
    private static partial int CredWriteW(Credential* credential, uint flags);
}
