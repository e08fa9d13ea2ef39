using System.ComponentModel;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>Finds a program the way execvp does, with two differences: exact reasons, and no current folder.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixExecutable
{
    // The default of execvp and shells.
    private const string DefaultPath = "/usr/bin:/bin";

    internal static string Find(string fileName, SortedDictionary<string, string> environment)
    {
        if (fileName.Contains('/'))
        {
            // Made absolute here, since a relative path would otherwise be looked up in the child's working directory.
            return Path.GetFullPath(fileName);
        }

        bool seen = false;
        foreach (string folder in ProgramSearch.Folders(environment.GetValueOrDefault("PATH", DefaultPath), isWindows: false))
        {
            string candidate = Path.Combine(folder, fileName);
            if (!File.Exists(candidate))
            {
                continue;
            }

            if (Access.IsExecutable(candidate))
            {
                return candidate;
            }

            seen = true;
        }

        throw new ChildStartException(seen ? "not executable" : ChildStartException.NotFound);
    }

    /// <summary>One error number, one phrase.</summary>
    internal static ChildStartException StartFailure(int error, string path) => new(error switch
    {
        Errno.ENOENT when File.Exists(path) => "its interpreter was not found",
        Errno.ENOENT or Errno.ENOTDIR => ChildStartException.NotFound,
        Errno.EACCES or Errno.EISDIR when Directory.Exists(path) => "it is a directory",
        Errno.EACCES when File.Exists(path) && !Access.IsExecutable(path) => "not executable",
        Errno.EACCES or Errno.EPERM => "permission denied",
        Errno.ENOEXEC => "not a program for this system",
        Errno.ETXTBSY => "another process is writing it",
        Errno.E2BIG => "its arguments and environment are too long",
        Errno.ENFILE or Errno.EMFILE => "too many files are open",
        Errno.ENOMEM => "out of memory",
        _ when error == Errno.EAGAIN => "too many processes are running",
        _ when error == Errno.ENAMETOOLONG => "its name is too long",
        _ when error == Errno.ELOOP => "its symbolic links form a loop",
        _ => $"error {error}",
    }, new Win32Exception(error));
}
