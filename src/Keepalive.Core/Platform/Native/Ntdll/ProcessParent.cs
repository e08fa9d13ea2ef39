using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Ntdll;

/// <summary>NtQueryInformationProcess(ProcessBasicInformation): the one quick way to a process's parent.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class ProcessParent
{
    private const int ProcessBasicInformation = 0;

    /// <summary>The number that the parent had when it made the process; it may be gone, and the number another's.</summary>
    internal static int? Of(SafeProcessHandle process)
    {
        BasicInformation information;
        return NtQueryInformationProcess(process, ProcessBasicInformation, &information, (uint)sizeof(BasicInformation), null) >= 0
            ? (int)information.InheritedFromUniqueProcessId
            : null;
    }

    [LibraryImport("ntdll")]
    private static partial int NtQueryInformationProcess(SafeProcessHandle process, int kind, void* buffer, uint size, uint* returned);

    [StructLayout(LayoutKind.Sequential)]
    private struct BasicInformation
    {
        internal nint ExitStatus;
        internal nint PebBaseAddress;
        internal nint AffinityMask;
        internal nint BasePriority;
        internal nint UniqueProcessId;
        internal nint InheritedFromUniqueProcessId;
    }
}
