using System.Text.RegularExpressions;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;
using Keepalive.Workers;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>How Claude Code finds <c>claude-aws</c>, also after the next upgrade.</summary>
/// <param name="Word">A bare name, or a path with forward slashes.</param>
/// <param name="CopyFrom">The program that has to be copied so that the word finds it; null when it is there.</param>
/// <param name="CopyFolder">Where the copy goes; null with <paramref name="CopyFrom"/>.</param>
internal sealed partial record ProgramPlace(string Word, string? CopyFrom = null, string? CopyFolder = null)
{
    private const string Name = "claude-aws";

    /// <summary>A note for the person about the choice; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// The bare name when PATH finds exactly this program; else its path when that is plain and will last; else that of a copy
    /// in the state folder. A folder with a version in its name goes away with the next version.
    /// </summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="program">The path of the companion.</param>
    /// <exception cref="KeepaliveException">InstallationRefused: no word can name it.</exception>
    public static ProgramPlace Choose(SystemEnvironment environment, string program)
    {
        string file = environment.IsWindows ? Name + ".exe" : Name;
        string real = RealPath(program);
        if (OnPath(environment) is { } found)
        {
            if (SamePath(RealPath(found), real, environment.IsWindows))
            {
                return new ProgramPlace(Name);
            }

            if (NeedsRuntime(real) && !NeedsRuntime(RealPath(found)))
            {
                return new ProgramPlace(Name) { Note = $"Claude Code will call {found}, the native program on PATH. This build of claude-aws starts much more slowly." };
            }
        }

        if (!IsVersioned(program) && ExecutableCopy.IsExecutable(program) && ShellWord.OfProgram(program, environment.IsWindows) is { } own)
        {
            return new ProgramPlace(own);
        }

        string folder = CopyFolderOf(environment);
        string copy = environment.Combine(folder, file);
        if (environment.IsWindows)
        {
            // A short name can be asked for only when the folder is there.
            AtomicFile.CreateFolder(folder);
        }

        string? word = ShellWord.Of(folder, environment.IsWindows) is { } plain ? $"{plain}/{file}" : null;
        return word is null
            ? throw KeepaliveErrors.InstallationRefused(
                $"The paths of {program} and of a copy in {folder} need quotes on a command line",
                $"Put {file} in a folder of PATH, or set CLAUDE_AWS_STATE to a folder without spaces.", program)
            : new ProgramPlace(word, SamePath(real, RealPath(copy), environment.IsWindows) ? null : real, folder);
    }

    /// <summary>Makes the copy, or brings it up to date.</summary>
    public void Prepare()
    {
        if (CopyFrom is not { } program || CopyFolder is not { } folder)
        {
            return;
        }

        try
        {
            AtomicFile.CreateFolder(folder);
            foreach (string file in FilesOf(program))
            {
                ExecutableCopy.Write(file, Path.Combine(folder, Path.GetFileName(file)));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(folder, FileFault.Describe(exception), exception, WriteAdvice.For(folder, exception));
        }
    }

    /// <summary>The program that a bare name finds; null when PATH has none.</summary>
    internal static string? OnPath(SystemEnvironment environment) => OnPath(environment.Get("PATH") ?? string.Empty, Name, environment.IsWindows);

    /// <summary>Both names lead to one file, or the second is a build for developers and the first is the native one.</summary>
    internal static bool IsSameProgram(SystemEnvironment environment, string found, string program) =>
        SamePath(RealPath(found), RealPath(program), environment.IsWindows) || (NeedsRuntime(RealPath(program)) && !NeedsRuntime(RealPath(found)));

    public static string CopyFolderOf(SystemEnvironment environment) => StatePaths.Of(environment, StatePaths.Programs);

    /// <summary>A native program is one file; one that needs the runtime has its assemblies beside it.</summary>
    private static IEnumerable<string> FilesOf(string program)
    {
        string folder = Path.GetDirectoryName(program)!;
        return NeedsRuntime(program)
            ? Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".dll" or ".json" || Path.GetFileNameWithoutExtension(file) == Name)
            : [program];
    }

    /// <summary>The program that a word finds: by its path, or on PATH; null when there is none.</summary>
    internal static string? OnPath(string path, string word, bool isWindows)
    {
        if (word.Contains('/', StringComparison.Ordinal))
        {
            return word;
        }

        string file = isWindows ? word + ".exe" : word;
        return ProgramSearch.Folders(path, isWindows).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>A build for developers: its assemblies lie beside it.</summary>
    private static bool NeedsRuntime(string program) => File.Exists(Path.Combine(Path.GetDirectoryName(program)!, Name + ".dll"));

    internal static string RealPath(string path)
    {
        try
        {
            return new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (IOException)
        {
            return path;
        }
    }

    private static bool SamePath(string one, string other, bool isWindows) =>
        one.Equals(other, isWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>A module's folder, a package store, a plugin's cache; the temporary folder is emptied by others.</summary>
    internal static bool IsVersioned(string program) =>
        Version().IsMatch(program.Replace('\\', '/')) || File.Exists(Path.Combine(Path.GetDirectoryName(program)!, "..", "..", "Keepalive.psd1"));

    [GeneratedRegex(@"/(?:[^/]*[-_@])?v?\d+\.\d+(?:\.\d+)*(?:-[^/]*)?/|/plugins/cache/|/Cellar/|/nix/store/")]
    private static partial Regex Version();
}
