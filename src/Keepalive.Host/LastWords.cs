using System.Runtime.InteropServices;
using Keepalive.Host.Native.Libc;
using Keepalive.Host.Output;
using Keepalive.Host.Verbs;

namespace Keepalive.Host;

/// <summary>
/// The last message and the exit status if a background thread fails or the runtime aborts: if the system refuses memory, a thread or a file, .NET ends
/// the process with a stack trace and SIGABRT, and OpenSSL's loader with SIGABRT only.
/// </summary>
internal static class LastWords
{
    private static bool s_isSilent;

    /// <summary>Sets the handlers. Such an end then has an exit status of the table.</summary>
    public static unsafe void Prepare()
    {
        AppDomain.CurrentDomain.UnhandledException += static (_, arguments) => End((Exception)arguments.ExceptionObject);
        if (!OperatingSystem.IsWindows())
        {
            Signal.OnAbort(&Aborted);
        }
    }

    /// <summary>For hooks and the status line: their failure must not block the prompt.</summary>
    public static void Omit() => s_isSilent = true;

    private static void End(Exception fault)
    {
        int status = s_isSilent ? ExitStatus.Fine : VerbRunner.Fail(fault);
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(status);
        }

        // Do nothing here that may need the missing resource.
        Exit.Now(status);
    }

    /// <summary>Runs in a signal handler: makes only two system calls, unless the first one fails.</summary>
    [UnmanagedCallersOnly]
    private static void Aborted(int signal)
    {
        if (!s_isSilent)
        {
            _ = StandardStream.Write(
                StandardStream.Error,
                "claude-aws: the .NET runtime or a system library ended the process. Usually the system refuses memory, threads or open files, or OpenSSL is missing.\n  Compare 'ulimit -a' with docs/security.md, and install OpenSSL's libssl if it is missing.\n"u8);
        }

        Exit.Now(s_isSilent ? ExitStatus.Fine : ExitStatus.Refused);
    }
}
