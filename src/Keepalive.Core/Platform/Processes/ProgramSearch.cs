using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>
/// The place of a program, and the reason why it can't be started, without a start. The only reader of PATH: the current folder and other relative
/// paths are ignored.
/// </summary>
internal static class ProgramSearch
{
    /// <summary>In the order in which a child is started (<see cref="WindowsExecutable"/>): a real program has priority over a script of the same name.</summary>
    private static readonly string[] s_windowsEndings = [".exe", ".com", ".cmd", ".bat", string.Empty];

    /// <summary>Why it can't be started, or null.</summary>
    /// <param name="program">A name, or a path.</param>
    /// <param name="path">The folders, as PATH has them.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="workingDirectory">Where a relative path begins.</param>
    public static string? WhyNot(string program, string path, SystemEnvironment environment, string workingDirectory)
    {
        string[] files = Find(program, path, environment, workingDirectory);
        if (files.Length == 0)
        {
            return IsPath(program, environment) ? "which does not exist" : "which is in no folder of PATH";
        }

        return OperatingSystem.IsWindows() || files.Any(Access.IsExecutable) ? null : "which is not executable";
    }

    /// <summary>The files that it may be, in the order they are tried.</summary>
    public static string[] Find(string program, string path, SystemEnvironment environment, string workingDirectory)
    {
        string name = environment.ExpandHome(program);
        return [.. IsPath(program, environment) ? Files([workingDirectory], name, environment.IsWindows) : Find(name, path, environment.IsWindows)];
    }

    /// <summary>The files that a bare name may be, in the order they are tried.</summary>
    public static IEnumerable<string> Find(string name, string path, bool isWindows) => Files(Folders(path, isWindows), name, isWindows);

    /// <summary>The folders of PATH.</summary>
    /// <param name="path">Its value.</param>
    /// <param name="isWindows">Whose form it has. On Windows, blanks and quotes around a folder are not part of it.</param>
    public static IEnumerable<string> Folders(string path, bool isWindows) => path
        .Split(isWindows ? ';' : ':')
        .Select(folder => isWindows ? folder.Trim().Trim('"') : folder)
        .Where(Path.IsPathFullyQualified);

    private static IEnumerable<string> Files(IEnumerable<string> folders, string name, bool isWindows) => folders
        .SelectMany(folder => isWindows ? s_windowsEndings : [string.Empty], (folder, ending) => Path.Combine(folder, name) + ending)
        .Where(File.Exists);

    private static bool IsPath(string program, SystemEnvironment environment) => program.Contains('/') || (environment.IsWindows && program.Contains('\\'));
}
