using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Advapi32;

/// <summary>CredReadW. Both forms return zero or the error code; a missing entry is not an error.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CredRead
{
    internal static int Read(string target, out Secret? secret)
    {
        secret = null;
        int error = Open(target, out Credential* credential);
        if (credential is not null)
        {
            // UTF-16, as the Credential Manager's own window writes it.
            secret = Secret.FromText(new ReadOnlySpan<char>((char*)credential->Blob, (int)(credential->BlobSize / sizeof(char))));
            CredFree.ZeroAndFree(credential);
        }

        return error;
    }

    internal static int Exists(string target, out bool exists)
    {
        int error = Open(target, out Credential* credential);
        exists = credential is not null;
        if (exists)
        {
            CredFree.ZeroAndFree(credential);
        }

        return error;
    }

    private static int Open(string target, out Credential* credential)
    {
        Credential* found = null;
        int succeeded = CredReadW(target, Credential.CRED_TYPE_GENERIC, 0, &found);
        int error = succeeded == 0 ? Marshal.GetLastPInvokeError() : 0;
        credential = succeeded == 0 ? null : found;
        return error == Credential.ERROR_NOT_FOUND ? 0 : error;
    }

    [LibraryImport("advapi32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int CredReadW(string target, uint type, uint flags, Credential** credential);
}
