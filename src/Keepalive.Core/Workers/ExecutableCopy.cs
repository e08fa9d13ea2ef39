using System.Reflection;
using Keepalive.Platform.Files;

namespace Keepalive.Workers;

/// <summary>
/// A copy of the companion that may be executed. Packages of the PowerShell Gallery carry no execute bit, and a module that was
/// installed for all users belongs to root, so the bit can't be set where the file lies.
/// </summary>
public static class ExecutableCopy
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The program itself if it can be executed; otherwise its copy in the state folder, which is made or brought up to date.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="program">The path of the companion.</param>
    /// <exception cref="KeepaliveException">HomeNotFound, StateFolderUnusable.</exception>
    public static string Of(SystemEnvironment environment, string program)
    {
        if (IsExecutable(program))
        {
            return program;
        }

        // A folder for each version: two modules side by side do not replace each other's copy.
        string version = typeof(ExecutableCopy).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version ?? "0";
        string folder = environment.Combine(StatePaths.Of(environment, StatePaths.Programs), version);
        try
        {
            AtomicFile.CreateFolder(StatePaths.Of(environment, StatePaths.Programs));
            AtomicFile.CreateFolder(folder);
            string copy = Path.Combine(folder, Path.GetFileName(program));
            Write(program, copy);
            return copy;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(folder, FileFault.Describe(exception), exception, WriteAdvice.For(folder, exception));
        }
    }

    /// <summary>Whether the file has an execute bit; on Windows its name decides.</summary>
    /// <param name="program">The path of the companion.</param>
    public static bool IsExecutable(string program) => OperatingSystem.IsWindows() || !File.Exists(program) || (File.GetUnixFileMode(program) & Execute) != 0;

    /// <summary>Copies a file, unless it is there with the same size and time. Only its owner can use the copy.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its copy, in a folder that exists.</param>
    public static void Write(string from, string to)
    {
        if (File.Exists(to) && new FileInfo(from).Length == new FileInfo(to).Length && File.GetLastWriteTimeUtc(from) == File.GetLastWriteTimeUtc(to))
        {
            return;
        }

        // Beside and renamed, since the old one may be running.
        string temporary = TemporaryName.Beside(to);
        try
        {
            File.Copy(from, temporary);
            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(from));
            if (OperatingSystem.IsWindows())
            {
                AtomicFile.ReplaceKeepingAccess(temporary, to);
            }
            else
            {
                File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                File.Move(temporary, to, overwrite: true);
            }

            // What killed processes have left.
            LeftOvers.Clean(Path.GetDirectoryName(to)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
