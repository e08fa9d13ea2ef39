using Keepalive.Native.Libc;

namespace Keepalive.Diagnostics;

/// <summary>Whether a program can be started, told without starting it.</summary>
internal static class ProgramSearch
{
    private static readonly string[] s_windowsEndings = [string.Empty, ".exe", ".cmd", ".bat", ".com"];

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
        IEnumerable<string> folders = IsPath(program, environment) ? [workingDirectory] : path.Split(environment.IsWindows ? ';' : ':');
        string name = environment.ExpandHome(program);
        return
        [
            .. folders
                .Select(folder => folder.Trim().Trim('"'))
                .Where(Path.IsPathFullyQualified)
                .SelectMany(folder => environment.IsWindows ? s_windowsEndings : [string.Empty], (folder, ending) => Path.Combine(folder, name) + ending)
                .Where(File.Exists),
        ];
    }

    private static bool IsPath(string program, SystemEnvironment environment) => program.Contains('/') || (environment.IsWindows && program.Contains('\\'));
}
