using System.Diagnostics;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Support;

/// <summary>
/// An /etc of its own for the programs of one test: a copy of the machine's, without the settings of Claude Code and the policy of claude-aws
/// that an administrator may keep there. No variable leads a program elsewhere, and nothing that the test puts in is seen by anybody else: the copy lies
/// over /etc in a mount namespace. Linux.
/// </summary>
internal sealed class MachineFolder : IDisposable
{
    private const string Script = "PATH=/usr/bin:/bin:/usr/sbin:/sbin mount --bind \"$0\" /etc && exec \"$@\"";

    private static readonly string[] s_own = ["claude-aws", "claude-code"];

    private static readonly Lazy<string?> s_whyNot = new(FindWhyNot);

    private readonly string _etc = Directory.CreateTempSubdirectory("keepalive-etc-").FullName;

    private MachineFolder()
    {
        using Process copy = ProgramStart.Start(new ProcessStartInfo("cp", ["-a", "/etc/.", _etc]) { RedirectStandardError = true });
        copy.StandardError.ReadToEnd(); // What only others may read stays out.
        copy.WaitForExit();
        foreach (string own in s_own.Select(name => Path.Combine(_etc, name)).Where(Directory.Exists))
        {
            Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>Whether this machine has something that decides for all its users.</summary>
    public static bool IsNeeded { get; } =
        Directory.Exists(Path.GetDirectoryName(SystemEnvironment.Current.PolicyFile)) || Directory.Exists(SystemEnvironment.Current.ManagedSettingsFolder);

    /// <summary>Makes one; skips the test where the system has no such thing.</summary>
    public static MachineFolder Make()
    {
        Assert.SkipWhen(s_whyNot.Value is not null, $"Programs of this test need an /etc of their own: {s_whyNot.Value}");
        return new MachineFolder();
    }

    /// <summary>Writes a file that these programs find at <c>/etc/</c> and its path.</summary>
    public void Write(string path, string text)
    {
        string file = Path.Combine(_etc, path);
        string folder = Directory.CreateDirectory(Path.GetDirectoryName(file)!).FullName;
        CompanionHome.WriteRested(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }
    }

    /// <summary>The same program with this /etc. It keeps its process id, so that it can be signalled.</summary>
    public (string Program, string[] Arguments) Wrap(string program, string[] arguments) =>
        ("unshare", [.. Environment.IsPrivilegedProcess ? (string[])["--mount"] : ["--user", "--map-root-user", "--mount"], "--", "/bin/sh", "-c", Script, _etc, program, .. arguments]);

    public void Dispose() => Directory.Delete(_etc, recursive: true);

    private static string? FindWhyNot()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "mount namespaces are Linux's.";
        }

        using var one = new MachineFolder();
        (string program, string[] arguments) = one.Wrap("/bin/true", []);
        try
        {
            using Process trial = ProgramStart.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            string errors = trial.StandardError.ReadToEnd();
            trial.WaitForExit();
            return trial.ExitCode == 0 ? null : errors.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no unshare (util-linux).";
        }
    }
}
