using System.Diagnostics;
using System.Globalization;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>A process that wrote a file, for tests of what it has left.</summary>
internal static class FileWriter
{
    /// <summary>The number of a process that has ended.</summary>
    public static int EndedProcess()
    {
        using Process ended = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "whoami" : "true") { RedirectStandardOutput = true })!;
        ended.WaitForExit();
        return ended.Id;
    }

    /// <summary>A process with a child that has ended, and whose end it never asks for, like the first process of many containers. It ends with its input.</summary>
    public static Process ParentThatAsksNothing(out int ended)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");

        // The shell would ask; the program in its place does not.
        start.ArgumentList.Add("(while [ \"$(cat /proc/$$/comm)\" = sh ]; do :; done) & echo $!; exec head -n 1");
        Process parent = Process.Start(start)!;
        ended = int.Parse(parent.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        string state = $"/proc/{ended}/stat";
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText(state).Contains(") Z ", StringComparison.Ordinal), TimeSpan.FromSeconds(20)));
        return parent;
    }
}
