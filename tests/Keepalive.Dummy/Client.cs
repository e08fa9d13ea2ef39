using System.Diagnostics;

namespace Keepalive.Dummy;

/// <summary>What Claude Code is to its helpers: the program above the shell.</summary>
internal static class Client
{
    internal static int Run(string command, bool closesInput)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true })!;
        if (closesInput)
        {
            shell.StandardInput.Close();
        }

        shell.WaitForExit();
        return shell.ExitCode;
    }
}
