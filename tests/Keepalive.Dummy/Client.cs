using System.Diagnostics;

namespace Keepalive.Dummy;

/// <summary>What Claude Code is to its helpers: the program above the shell.</summary>
internal static class Client
{
    /// <summary>Starts the first word with the others; streams are handed on.</summary>
    internal static int RunWords(string[] words)
    {
        using Process program = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false })!;
        program.WaitForExit();
        return program.ExitCode;
    }

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
