using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Rstrtmgr;

/// <summary>
/// RmGetList: the programs that have a file open. The restart manager only looks here; it ends nothing.
/// Source: https://learn.microsoft.com/windows/win32/api/restartmanager/nf-restartmanager-rmgetlist
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class RestartManager
{
    /// <summary>CCH_RM_SESSION_KEY and the end.</summary>
    private const int SessionKeyLength = 33;

    /// <summary>More of them than a message names.</summary>
    private const int MostPrograms = 8;

    /// <summary>The names of the programs, with the numbers of their processes; none if the system does not tell.</summary>
    internal static IReadOnlyList<(string Name, uint Process)> HoldersOf(string path)
    {
        char* key = stackalloc char[SessionKeyLength];
        if (RmStartSession(out uint session, 0, key) != 0)
        {
            return [];
        }

        try
        {
            fixed (char* file = path)
            {
                uint count = MostPrograms;
                var programs = new RM_PROCESS_INFO[MostPrograms];
                fixed (RM_PROCESS_INFO* first = programs)
                {
                    return RmRegisterResources(session, 1, &file, 0, null, 0, null) == 0 && RmGetList(session, out _, ref count, first, out _) == 0
                        ? [.. programs.Take((int)count).Select(static program => (NameOf(program), program.dwProcessId))]
                        : [];
                }
            }
        }
        finally
        {
            _ = RmEndSession(session);
        }
    }

    private static string NameOf(RM_PROCESS_INFO program) => new(program.strAppName);

    [LibraryImport("rstrtmgr")]
    private static partial int RmStartSession(out uint session, uint flags, char* key);

    [LibraryImport("rstrtmgr")]
    private static partial int RmRegisterResources(uint session, uint fileCount, char** files, uint applicationCount, void* applications, uint serviceCount, char** services);

    [LibraryImport("rstrtmgr")]
    private static partial int RmGetList(uint session, out uint needed, ref uint count, RM_PROCESS_INFO* programs, out uint rebootReasons);

    [LibraryImport("rstrtmgr")]
    private static partial int RmEndSession(uint session);

    /// <summary>With RM_UNIQUE_PROCESS, CCH_RM_MAX_APP_NAME and CCH_RM_MAX_SVC_NAME and their ends.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct RM_PROCESS_INFO
    {
        public uint dwProcessId;
        public uint StartTimeLow;
        public uint StartTimeHigh;
        public fixed char strAppName[256];
        public fixed char strServiceShortName[64];
        public int ApplicationType;
        public uint AppStatus;
        public uint TSSessionId;
        public int bRestartable;
    }
}
