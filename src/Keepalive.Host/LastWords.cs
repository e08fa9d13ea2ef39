using System.Runtime.InteropServices;
using Keepalive.Host.Native.Libc;
using Keepalive.Host.Output;
using Keepalive.Host.Verbs;

namespace Keepalive.Host;

/// <summary>
/// What is said, and with which status the program ends, when a thread that nobody waits for fails or the runtime gives up: where the system refuses
/// memory, a thread or a file, .NET ends the process with a stack and SIGABRT, and OpenSSL's loader with SIGABRT alone.
/// </summary>
internal static class LastWords
{
    private static bool s_isSilent;

    /// <summary>From now on such an end has a status of the table.</summary>
    public static unsafe void Prepare()
    {
        AppDomain.CurrentDomain.UnhandledException += static (_, arguments) => End((Exception)arguments.ExceptionObject);
        if (!OperatingSystem.IsWindows())
        {
            Signal.OnAbort(&Aborted);
        }
    }

    /// <summary>For hooks and the status line: whatever becomes of them is no reason to keep a person from his prompt.</summary>
    public static void Omit() => s_isSilent = true;

    private static void End(Exception fault)
    {
        int status = s_isSilent ? ExitStatus.Fine : VerbRunner.Fail(fault);
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(status);
        }

        // Nothing that might need what is missing.
        Exit.Now(status);
    }

    /// <summary>In a signal handler: nothing but two system calls, unless the first one fails.</summary>
    [UnmanagedCallersOnly]
    private static void Aborted(int signal)
    {
        if (!s_isSilent)
        {
            _ = StandardStream.Write(
                StandardStream.Error,
                "claude-aws: the .NET runtime or a system library gave up: mostly the system refuses memory, threads or open files to this process, or OpenSSL is missing.\n  Compare 'ulimit -a' with docs/security.md, and install OpenSSL's libssl where it is missing.\n"u8);
        }

        Exit.Now(s_isSilent ? ExitStatus.Fine : ExitStatus.Refused);
    }
}
