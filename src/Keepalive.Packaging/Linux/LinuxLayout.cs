using Keepalive.Packaging.Archives;

namespace Keepalive.Packaging.Linux;

/// <summary>Where the files of the companion lie on a Linux system (Filesystem Hierarchy Standard 3.0, Debian Policy 12).</summary>
internal static class LinuxLayout
{
    /// <summary>Lays the files out below a root.</summary>
    /// <param name="root">The folder that becomes the root of the system.</param>
    /// <param name="companion">The program and its files.</param>
    /// <param name="release">Gives the time of the files.</param>
    public static void Write(string root, CompanionFiles companion, Release release)
    {
        foreach (PackedFile file in companion.For("usr/bin/", "usr/share/man/man1/", "usr/share/doc/claude-aws/", CompletionPath))
        {
            string path = Path.Combine(root, file.Target);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file.Source, path);
            File.SetLastWriteTimeUtc(path, release.Time.UtcDateTime);
            if (!OperatingSystem.IsWindows())
            {
                UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
                File.SetUnixFileMode(path, file.IsProgram ? mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : mode);
            }
        }
    }

    /// <summary>Where a shell looks for the completion of a system's program.</summary>
    private static string CompletionPath(string shell) => shell switch
    {
        "bash" => "usr/share/bash-completion/completions/claude-aws",
        "zsh" => "usr/share/zsh/vendor-completions/_claude-aws",
        "fish" => "usr/share/fish/vendor_completions.d/claude-aws.fish",
        _ => string.Empty,
    };
}
