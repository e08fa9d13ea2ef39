using System.Text;

namespace Keepalive.Wine.Tests.Support;

/// <summary>A user's home folder on the Windows of the tests, and claude-aws run as that user.</summary>
internal sealed class WineHome
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly WinePrefix _prefix;

    public WineHome(WinePrefix prefix, string folder)
    {
        _prefix = prefix;
        Folder = folder;
        Variables = new Dictionary<string, string?> { ["USERPROFILE"] = folder, ["APPDATA"] = $@"{folder}\AppData\Roaming", ["HOME"] = null };
    }

    /// <summary>The home folder, a Windows path with a blank in it.</summary>
    public string Folder { get; }

    /// <summary>What the user's environment holds, or lacks (null).</summary>
    public Dictionary<string, string?> Variables { get; }

    public string CredentialsFile => $@"{Folder}\.aws\credentials";

    public string ConfigFile => $@"{Folder}\.aws\config";

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

    public Task<Run> ExportAsync(params string[] options) => RunAsync(["export", .. options]);

    /// <summary>Runs claude-aws through a batch file, since Wine lets nobody else set USERPROFILE and HOME.</summary>
    public Task<Run> RunAsync(params string[] arguments)
    {
        string script = $@"{Folder}\run.cmd";
        IEnumerable<string> settings = Variables.Select(variable => $"set {variable.Key}={variable.Value}");
        Write(script, string.Join("\r\n", ["@echo off", .. settings, $"\"{WineMachine.Companion}\" %*", string.Empty]));
        return _prefix.RunAsync(Limit, new Dictionary<string, string>(), "cmd", ["/d", "/c", script, .. arguments]);
    }
}
