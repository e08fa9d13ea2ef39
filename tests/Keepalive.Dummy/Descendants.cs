using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Keepalive.Dummy;

/// <summary>Processes that stay, and processes that leave others behind.</summary>
internal static class Descendants
{
    internal static int Hang(string file)
    {
        Report(file);
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    internal static int HangIgnoringTerm(string file)
    {
        using PosixSignalRegistration ignored = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        return Hang(file);
    }

    internal static int HangIgnoringInterrupts(string file)
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        return HangIgnoringTerm(file);
    }

    internal static int HangInOwnGroup(string file)
    {
        if (!OperatingSystem.IsWindows() && setpgid(0, 0) == -1)
        {
            return 1;
        }

        return Hang(file);
    }

    internal static int HangInOwnSession(string file)
    {
        if (!OperatingSystem.IsWindows() && setsid() == -1)
        {
            return 1;
        }

        return Hang(file);
    }

    /// <summary>As a daemon that wants to stay: out of the terminal's session, and deaf to all that can be refused.</summary>
    internal static int HangDeafInOwnSession(string file)
    {
        if (!OperatingSystem.IsWindows() && setsid() == -1)
        {
            return 1;
        }

        return HangIgnoringInterrupts(file);
    }

    /// <summary>As daemons come to be: out of the session by a parent that ends at once, so that nobody's descendant is left.</summary>
    internal static int SpawnDaemon(string file)
    {
        int before = File.Exists(file) ? Lines(file).Length : 0;
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" \"$@\" </dev/null >/dev/null 2>&1 &", Environment.ProcessPath!, "hang-deaf-in-own-session", file]) { UseShellExecute = false };
        using (Process shell = Process.Start(start)!)
        {
            shell.WaitForExit();
        }

        while (!File.Exists(file) || Lines(file).Length <= before)
        {
            Thread.Sleep(5);
        }

        Report(file);
        return 0;
    }

    /// <summary>Ends or hangs only after the grandchild, which inherits our output, has written its id.</summary>
    internal static int Spawn(string file, string verb, bool thenHang)
    {
        Report(file);
        using Process grandchild = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [verb, file]) { UseShellExecute = false })!;
        while (!Lines(file).Contains(grandchild.Id.ToString(CultureInfo.InvariantCulture)))
        {
            Thread.Sleep(5);
        }

        if (thenHang)
        {
            Thread.Sleep(Timeout.Infinite);
        }

        return 0;
    }

    internal static bool HasTerminal()
    {
        try
        {
            using Stream terminal = File.Open(OperatingSystem.IsWindows() ? "CONOUT$" : "/dev/tty", FileMode.Open, FileAccess.Write);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    internal static int Session() => getsid(0);

    private static void Report(string file) =>
        File.AppendAllText(file, $"{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}\n");

    private static string[] Lines(string file)
    {
        using StreamReader reader = new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }

#pragma warning disable SYSLIB1054 // Blittable, and a test program: no generated marshalling is wanted.
    [DllImport("libc")]
    private static extern int setpgid(int pid, int group);

    [DllImport("libc")]
    private static extern int setsid();

    [DllImport("libc")]
    private static extern int getsid(int pid);
#pragma warning restore SYSLIB1054
}
