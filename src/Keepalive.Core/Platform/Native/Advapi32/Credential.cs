using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Advapi32;

/// <summary>CREDENTIALW, and what its functions share.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Credential
{
    internal const uint CRED_TYPE_GENERIC = 1;
    internal const uint CRED_TYPE_DOMAIN_PASSWORD = 2;
    internal const uint CRED_PERSIST_LOCAL_MACHINE = 2;
    internal const int ERROR_NOT_FOUND = 1168;
    internal const int ERROR_NO_SUCH_LOGON_SESSION = 1312;

    internal uint Flags;
    internal uint Type;
    internal char* TargetName;
    internal char* Comment;
    internal uint LastWrittenLow;
    internal uint LastWrittenHigh;
    internal uint BlobSize;
    internal byte* Blob;
    internal uint Persist;
    internal uint AttributeCount;
    internal void* Attributes;
    internal char* TargetAlias;
    internal char* UserName;
}
