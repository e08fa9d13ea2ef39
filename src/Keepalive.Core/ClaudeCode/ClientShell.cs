
namespace Keepalive.ClaudeCode;

/// <summary>
/// The shell in which Claude Code runs a command line of its settings: sh; on Windows Git Bash where it is installed, else Windows PowerShell. A trial has to use the same,
/// since each reads quotes and backslashes in its own way.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
internal sealed class ClientShell(SystemEnvironment environment)
{
    /// <summary>Claude Code's own variable for a Git Bash at an unusual place.</summary>
    public const string GitBashVariable = "CLAUDE_CODE_GIT_BASH_PATH";

    /// <summary>
    /// <c>powershell -Command</c> turns every failing exit status into 1. This keeps it: 3, 10 and 15 mean that the command works and that a person has to sign in. A line
    /// of its own, since the command may end with a comment.
    /// </summary>
    private const string KeepStatus = "\n$held = $?; if ($LASTEXITCODE) { exit $LASTEXITCODE }; exit [int](-not $held)";

    /// <summary>Tells whether a file exists.</summary>
    public Func<string, bool> Exists { get; init; } = File.Exists;

    /// <summary>The program and its arguments that run a command line.</summary>
    /// <param name="line">The command line, as Claude Code's settings have it.</param>
    /// <param name="path">The PATH that Claude Code gets; git is looked for there.</param>
    public IReadOnlyList<string> WordsFor(string line, string path) =>
        !environment.IsWindows ? ["/bin/sh", "-c", line]
        : FindGitBash(path) is { } bash ? [bash, "-c", line]
        : PowerShell(WindowsPowerShell, line);

    /// <summary>The arguments with which a PowerShell runs a command line and ends with its exit status.</summary>
    /// <param name="program">The PowerShell.</param>
    /// <param name="line">The command line.</param>
    public static IReadOnlyList<string> PowerShell(string program, string line) => [program, "-NoProfile", "-NonInteractive", "-Command", line + KeepStatus];

    /// <summary>By its path: a bare name would be looked for in the current folder too.</summary>
    private string WindowsPowerShell => environment.Combine(Environment.SystemDirectory, "WindowsPowerShell", "v1.0", "powershell.exe");

    /// <summary>The one that the variable names; that of an installation for all users or for one; the one beside git on PATH.</summary>
    internal string? FindGitBash(string path) => Candidates(path).FirstOrDefault(file => IsAbsolute(file) && Exists(file));

    private IEnumerable<string> Candidates(string path)
    {
        if (environment.Get(GitBashVariable) is { Length: > 0 } named)
        {
            yield return named;
        }

        foreach ((string variable, string[] below) in ((string, string[])[])[("ProgramFiles", []), ("ProgramW6432", []), ("ProgramFiles(x86)", []), ("LOCALAPPDATA", ["Programs"])])
        {
            if (environment.Get(variable) is { Length: > 0 } folder)
            {
                yield return environment.Combine(folder, [.. below, "Git", "bin", "bash.exe"]);
            }
        }

        // git.exe lies in cmd, bin or mingw64\bin of the same folder.
        foreach (string folder in path.Split(';').Select(static folder => folder.Trim().Trim('"').TrimEnd('\\', '/')).Where(folder => folder.Length > 0 && Exists(environment.Combine(folder, "git.exe"))))
        {
            string? parent = ParentOf(folder);
            foreach (string root in new[] { parent, parent is null ? null : ParentOf(parent) }.OfType<string>())
            {
                yield return environment.Combine(root, "bin", "bash.exe");
            }
        }
    }

    /// <summary>A relative path begins in the current folder, where anybody may have put a bash.exe. By the rules of Windows, whatever runs the tests.</summary>
    private static bool IsAbsolute(string file) => file is [_, ':', '\\' or '/', ..] or ['\\', '\\', ..];

    private static string? ParentOf(string folder) => folder.LastIndexOfAny(['\\', '/']) is > 2 and var end ? folder[..end] : null;
}
