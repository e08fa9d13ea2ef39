using System.Text;

namespace Keepalive.Wine.Tests.Support;

/// <summary>A user's home folder on the Windows of the tests, and claude-aws run as that user.</summary>
internal sealed class WineHome
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    /// <summary>The exit status of cmd.exe (9009, as far as it is passed on) for a program that did not start.</summary>
    private const int NotStarted = 9009 & 0xFF;

    private const int Attempts = 3;

    private readonly WinePrefix _prefix;

    public WineHome(WinePrefix prefix, string folder)
    {
        _prefix = prefix;
        Folder = folder;
        Variables = new Dictionary<string, string?> { ["USERPROFILE"] = folder, ["APPDATA"] = $@"{folder}\AppData\Roaming", ["LOCALAPPDATA"] = $@"{folder}\AppData\Local", ["HOME"] = null };
    }

    /// <summary>The home folder, a Windows path with a blank in it.</summary>
    public string Folder { get; }

    /// <summary>What the user's environment holds, or lacks (null).</summary>
    public Dictionary<string, string?> Variables { get; }

    public string CredentialsFile => $@"{Folder}\.aws\credentials";

    public string ConfigFile => $@"{Folder}\.aws\config";

    public string ClaudeSettings => $@"{Folder}\.claude\settings.json";

    /// <summary>Our own configuration.</summary>
    public string ConfigurationFile => $@"{Folder}\AppData\Roaming\claude-aws\config.json";

    /// <summary>Where locks, transcripts and protected secrets are.</summary>
    public string StateFolder => $@"{Folder}\AppData\Local\claude-aws";

    /// <summary>Writes a file, below the home folder, as if it had rested for an hour.</summary>
    /// <param name="windowsPath">Its Windows path.</param>
    /// <param name="text">Its text, written as it is.</param>
    /// <param name="mark">Whether a byte order mark goes first.</param>
    public void Write(string windowsPath, string text, bool mark = false)
    {
        string path = _prefix.Outside(windowsPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(mark));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
    }

    public bool Exists(string windowsPath) => File.Exists(_prefix.Outside(windowsPath));

    public string Read(string windowsPath) => File.ReadAllText(_prefix.Outside(windowsPath));

    /// <summary>The names of the files in a folder and below it, without their folders.</summary>
    public string[] Files(string windowsPath) =>
        [.. Directory.EnumerateFiles(_prefix.Outside(windowsPath), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))];

    /// <summary>Sets who may use a file: Wine makes its access list of the mode.</summary>
    public void SetMode(string windowsPath, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_prefix.Outside(windowsPath), mode);
        }
    }

    public Task<Run> ExportAsync(params string[] options) => RunAsync(["export", .. options]);

    /// <summary>Runs claude-aws.</summary>
    public Task<Run> RunAsync(params string[] arguments) => RunScriptAsync($"\"{WineMachine.Companion}\" %*", arguments);

    /// <summary>The same with a line on standard input.</summary>
    public Task<Run> TypeAsync(string input, params string[] arguments) => RunScriptAsync($"\"{WineMachine.Companion}\" %*{Typed(input)}", arguments);

    /// <summary>Has cmd.exe run a line that needs no quotes.</summary>
    public Task<Run> CmdAsync(string line, string input) =>
        RunScriptAsync($"\"{WineMachine.Dummy}\" with-console cmd.exe /d /s /c \"{line}\"{Typed(input)}");

    /// <summary>Has the program in the place of Windows PowerShell run a line that needs no quotes.</summary>
    public Task<Run> OldPowerShellAsync(string line, string input) =>
        RunScriptAsync($"{WindowsPowerShell.OldProgram} -NoProfile -NonInteractive -Command \"{line}\"{Typed(input)}");

    /// <summary>Has PowerShell 7 run a line that needs no quotes.</summary>
    public Task<Run> PowerShellAsync(string line) =>
        RunScriptAsync($"\"{WineMachine.Dummy}\" with-console \"{WindowsPowerShell.Program}\" -NoProfile -NonInteractive -Command \"{line}\"");

    /// <summary>The words of a batch file that type a line.</summary>
    private string Typed(string input)
    {
        string file = $@"{Folder}\input.txt";
        Write(file, input + "\r\n");
        return $" < \"{file}\"";
    }

    /// <summary>
    /// Through a batch file, since Wine lets nobody else set USERPROFILE and HOME. On a busy machine, Wine fails now and then to start a program that is
    /// there: as nothing was done then, the file runs once more.
    /// </summary>
    private async Task<Run> RunScriptAsync(string command, params string[] arguments)
    {
        string script = $@"{Folder}\run.cmd";
        IEnumerable<string> settings = Variables.Select(variable => $"set {variable.Key}={variable.Value}");
        Write(script, string.Join("\r\n", ["@echo off", .. settings, command, string.Empty]));
        for (int attempt = 1; ; attempt++)
        {
            Run run = await _prefix.RunAsync(Limit, new Dictionary<string, string>(), "cmd", ["/d", "/c", script, .. arguments]);
            if (attempt == Attempts || run.ExitStatus != NotStarted || !run.Errors.StartsWith("Can't recognize '", StringComparison.Ordinal))
            {
                return run;
            }
        }
    }
}
