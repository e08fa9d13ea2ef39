using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>A process that is not ours, with the least right that tells its name and its start.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class OtherProcess
{
    private const uint PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
    private const uint SYNCHRONIZE = 0x0010_0000;
    private const int PathLength = 1024;

    /// <summary>An invalid handle when there is none of that number, or it may not be opened.</summary>
    internal static SafeProcessHandle Open(int id) => new(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, 0, (uint)id), ownsHandle: true);

    /// <summary>When it was made, in 100 ns since 1601; null when that isn't told.</summary>
    internal static long? Started(SafeProcessHandle process)
    {
        long created, ended, kernel, user;
        return GetProcessTimes(process, &created, &ended, &kernel, &user) == 0 ? null : created;
    }

    /// <summary>The path of its program; empty when that isn't told.</summary>
    internal static string Path(SafeProcessHandle process)
    {
        char* buffer = stackalloc char[PathLength];
        uint length = PathLength;
        return QueryFullProcessImageName(process, 0, buffer, &length) == 0 ? string.Empty : new string(buffer, 0, (int)length);
    }

    [LibraryImport("kernel32")]
    private static partial nint OpenProcess(uint access, int inherit, uint id);

    [LibraryImport("kernel32")]
    private static partial int GetProcessTimes(SafeProcessHandle process, long* created, long* ended, long* kernel, long* user);

    [LibraryImport("kernel32", EntryPoint = "QueryFullProcessImageNameW")]
    private static partial int QueryFullProcessImageName(SafeProcessHandle process, uint flags, char* path, uint* length);
}
