using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Ole32;

/// <summary>CoTaskMemFree, for what a function of Windows has allocated for its caller.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class TaskMemory
{
    internal static void Free(void* memory) => CoTaskMemFree(memory);

    [LibraryImport("ole32")]
    private static partial void CoTaskMemFree(void* memory);
}
