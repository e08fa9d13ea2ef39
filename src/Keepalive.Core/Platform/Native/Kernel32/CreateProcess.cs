using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>CreateProcessW, for a child that starts suspended, sees no console and inherits what a list names.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CreateProcess
{
    private const uint CREATE_SUSPENDED = 0x4;
    private const uint CREATE_UNICODE_ENVIRONMENT = 0x400;
    private const uint EXTENDED_STARTUPINFO_PRESENT = 0x80000;
    private const uint CREATE_DEFAULT_ERROR_MODE = 0x4000000;
    private const uint CREATE_NO_WINDOW = 0x8000000;
    private const uint STARTF_USESTDHANDLES = 0x100;

    /// <summary>Zero, or the error code.</summary>
    internal static int Start(
        string application,
        string commandLine,
        string environment,
        string? workingDirectory,
        SafeHandle nul,
        SafeHandle? input,
        SafeHandle output,
        SafeHandle? errors,
        out ProcessInformation started)
    {
        nint* handles = stackalloc nint[4];
        int count = 0;
        handles[count++] = nul.DangerousGetHandle();
        handles[count++] = output.DangerousGetHandle();
        nint standardInput = input is null ? handles[0] : handles[count++] = input.DangerousGetHandle();
        nint standardError = errors is null ? handles[0] : handles[count++] = errors.DangerousGetHandle();
        using ProcThreadAttribute list = ProcThreadAttribute.InheritedHandles(handles, count);
        StartupInformation startup = new()
        {
            Flags = STARTF_USESTDHANDLES,
            StandardInput = standardInput,
            StandardOutput = handles[1],
            StandardError = standardError,
            AttributeList = list.Pointer,
        };
        const uint flags = CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT;
        return Create(application, commandLine, environment, workingDirectory, inheritHandles: 1, flags, startup, out started);
    }

    /// <summary>Zero, or the error code. Whether the start's information is the extended one is seen from its list of attributes.</summary>
    private static int Create(
        string application, string commandLine, string environment, string? workingDirectory, int inheritHandles, uint flags, StartupInformation startup, out ProcessInformation started)
    {
        bool isExtended = startup.AttributeList is not null;
        startup.Size = (uint)(isExtended ? sizeof(StartupInformation) : sizeof(StartupInformation) - sizeof(void*));
        uint all = flags | (isExtended ? EXTENDED_STARTUPINFO_PRESENT : 0) | (ErrorMode.IsOurs ? CREATE_DEFAULT_ERROR_MODE : 0);

        // CreateProcessW may write into the command line, so it gets a copy of its own.
        char[] writable = (commandLine + '\0').ToCharArray();
        ProcessInformation information;
        fixed (char* line = writable, block = environment)
        {
            if (CreateProcessW(application, line, null, null, inheritHandles, all, block, workingDirectory, &startup, &information) == 0)
            {
                started = default;
                return Marshal.GetLastPInvokeError();
            }
        }

        started = information;
        return 0;
    }

    [LibraryImport("kernel32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int CreateProcessW(
        string application,
        char* commandLine,
        void* processAttributes,
        void* threadAttributes,
        int inheritHandles,
        uint flags,
        void* environment,
        string? workingDirectory,
        StartupInformation* startup,
        ProcessInformation* information);

    /// <summary>PROCESS_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ProcessInformation
    {
        internal nint Process;
        internal nint Thread;
        internal uint ProcessId;
        internal uint ThreadId;
    }

    /// <summary>STARTUPINFOEXW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct StartupInformation
    {
        internal uint Size;
        internal char* Reserved;
        internal char* Desktop;
        internal char* Title;
        internal uint X;
        internal uint Y;
        internal uint Width;
        internal uint Height;
        internal uint Columns;
        internal uint Rows;
        internal uint FillAttribute;
        internal uint Flags;
        internal ushort ShowWindow;
        internal ushort ReservedSize;
        internal void* ReservedBytes;
        internal nint StandardInput;
        internal nint StandardOutput;
        internal nint StandardError;
        internal void* AttributeList;
    }
}
