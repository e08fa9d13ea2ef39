using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>LocalFree, for what a function of the system has allocated.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class LocalMemory
{
    internal static void Free(void* memory) => _ = LocalFree(memory);

    [LibraryImport("kernel32")]
    private static partial void* LocalFree(void* memory);
}
