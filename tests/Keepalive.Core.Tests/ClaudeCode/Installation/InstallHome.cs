using System.Text;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>A home with Claude Code's settings, and a program that could be <c>claude-aws</c>.</summary>
internal sealed class InstallHome : IDisposable
{
    public InstallHome()
    {
        Home = new SyntheticHome();
        Program = Path.Combine(Home.Folder, "tools", OperatingSystem.IsWindows() ? "claude-aws.exe" : "claude-aws");
        Home.Write(Program, "#!/bin/sh\n"u8);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Home.WriteCredentials(Keys.Profile("default") + Keys.Profile("work"));
        Variables["PATH"] = string.Empty;
    }

    public SyntheticHome Home { get; }

    public string Program { get; set; }

    public string WorkingDirectory => Path.Combine(Home.Folder, "project");

    public Dictionary<string, string> Variables => Home.Variables;

    public string SettingsPath => Path.Combine(Home.Folder, ".claude", "settings.json");

    public string ConfigurationPath => Keepalive.Configuration.ConfigurationFile.Locate(Home.Environment)!;

    public string Settings => File.ReadAllText(SettingsPath);

    public InstallOptions Options => new() { Program = Program, WorkingDirectory = WorkingDirectory };

    public InstallHome With(string settings) => WithBytes(Encoding.UTF8.GetBytes(settings));

    public InstallHome WithBytes(byte[] settings)
    {
        Home.Write(SettingsPath, settings);
        return this;
    }

    public Keepalive.ClaudeCode.Installation.Installer Plan(InstallOptions? options = null) =>
        Keepalive.ClaudeCode.Installation.Installer.Plan(Home.Environment, options ?? Options, Home.Clock);

    public Keepalive.ClaudeCode.Installation.Installer Install(InstallOptions? options = null)
    {
        var installation = Plan(options);
        installation.Apply();
        return installation;
    }

    public Uninstaller Uninstall(SettingsScope scope = SettingsScope.User)
    {
        var uninstallation = Uninstaller.Plan(Home.Environment, scope, WorkingDirectory, Home.Clock);
        uninstallation.Apply();
        return uninstallation;
    }

    /// <summary>Every file below the home but the state folder and the backups, with its content.</summary>
    public SortedDictionary<string, string> Files()
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Home.Folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(Home.Folder, file).Replace('\\', '/');
            if (!name.StartsWith(".local/", StringComparison.Ordinal) && !name.EndsWith(".bak", StringComparison.Ordinal))
            {
                files[name] = Convert.ToBase64String(File.ReadAllBytes(file));
            }
        }

        return files;
    }

    public void Dispose() => Home.Dispose();
}
