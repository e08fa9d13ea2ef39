using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>A job object: a process and all that descends from it, to be ended in one stroke, at the latest when this is closed.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class JobObject : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int JobObjectBasicAccountingInformation = 1;
    private const int JobObjectExtendedLimitInformation = 9;

    // No "has stopped working" dialog for a child that crashes: no person would see it, and the child would wait for an answer.
    private const uint JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x400;
    private const uint JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE = 0x2000;

    private JobObject(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    /// <summary>How many processes of the job are still alive; 0 as well if the system will not tell.</summary>
    internal uint ActiveProcesses
    {
        get
        {
            Accounting accounting;
            return QueryInformationJobObject(
                this, JobObjectBasicAccountingInformation, &accounting, (uint)sizeof(Accounting), null) == 0
                ? 0
                : accounting.ActiveProcesses;
        }
    }

    internal static JobObject Create()
    {
        nint handle = CreateJobObjectW(null, null);
        if (handle == 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        JobObject job = new(handle);
        if (!job.TrySetLimits(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION))
        {
            Win32Exception error = new(Marshal.GetLastPInvokeError());
            job.Dispose();
            throw error;
        }

        return job;
    }

    /// <summary>False where this process already lives in a job that forbids nesting.</summary>
    internal bool TryAssign(SafeProcessHandle process) => AssignProcessToJobObject(this, process) != 0;

    internal void Terminate(uint exitCode) => _ = TerminateJobObject(this, exitCode);

    /// <summary>Processes that still run in it outlive it.</summary>
    internal void LetGo() => TrySetLimits(0);

    private bool TrySetLimits(uint flags)
    {
        Limits limits = new() { Flags = flags };
        return SetInformationJobObject(this, JobObjectExtendedLimitInformation, &limits, (uint)sizeof(Limits)) != 0;
    }

    protected override bool ReleaseHandle() => CloseHandle(handle) != 0;

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint CreateJobObjectW(void* attributes, char* name);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int SetInformationJobObject(JobObject job, int kind, void* information, uint size);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int QueryInformationJobObject(JobObject job, int kind, void* information, uint size, uint* returned);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int AssignProcessToJobObject(JobObject job, SafeProcessHandle process);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int TerminateJobObject(JobObject job, uint exitCode);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int CloseHandle(nint handle);

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        internal long PerProcessUserTime;
        internal long PerJobUserTime;
        internal uint Flags;
        internal nuint MinimumWorkingSet;
        internal nuint MaximumWorkingSet;
        internal uint ActiveProcessLimit;
        internal nuint Affinity;
        internal uint PriorityClass;
        internal uint SchedulingClass;
        internal ulong ReadOperations;
        internal ulong WriteOperations;
        internal ulong OtherOperations;
        internal ulong ReadBytes;
        internal ulong WrittenBytes;
        internal ulong OtherBytes;
        internal nuint ProcessMemory;
        internal nuint JobMemory;
        internal nuint PeakProcessMemory;
        internal nuint PeakJobMemory;
    }

    /// <summary>JOBOBJECT_BASIC_ACCOUNTING_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Accounting
    {
        internal long TotalUserTime;
        internal long TotalKernelTime;
        internal long ThisPeriodUserTime;
        internal long ThisPeriodKernelTime;
        internal uint PageFaults;
        internal uint TotalProcesses;
        internal uint ActiveProcesses;
        internal uint TerminatedProcesses;
    }
}
