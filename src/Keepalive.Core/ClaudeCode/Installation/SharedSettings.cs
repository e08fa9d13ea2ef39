using System.Text.Json.Nodes;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Settings that other people read, too. What is true in one home alone has no place there: a profile of one AWS config file, our own
/// configuration, a program below a person's home.
/// </summary>
internal static class SharedSettings
{
    private const UnixFileMode Reachable = UnixFileMode.OtherExecute;
    private const UnixFileMode Runnable = UnixFileMode.OtherExecute | UnixFileMode.OtherRead;

    public static bool Are(SettingsScope scope) => scope is SettingsScope.Managed or SettingsScope.Project;

    /// <exception cref="KeepaliveException">InstallationRefused: it holds for one account, and managed settings hold for all.</exception>
    public static void RefuseForOneHome(SystemEnvironment environment, InstallOptions options)
    {
        if (options.Scope != SettingsScope.Managed)
        {
            return;
        }

        string policy = environment.PolicyFile ?? "the policy file";
        if (options.Profile is { } profile)
        {
            throw KeepaliveErrors.InstallationRefused(
                $"Managed settings apply to every account of this machine, but profile '{profile}' is only in your AWS files",
                $"Install without --profile (-ProfileName): then each account's own files and variables choose the profile. To set one profile for all accounts, write {{ \"profile\": {JsonValue.Create(profile).ToJsonString()} }} in {policy}.", profile);
        }

        if (options.Configuration.Count > 0)
        {
            throw KeepaliveErrors.InstallationRefused(
                "Managed settings apply to every account of this machine, but --set (-Set) changes only your configuration file",
                $"Install without --set. Each account can use 'claude-aws config set'. Settings for all accounts belong in {policy}.");
        }

        if (options.DefaultChain == true)
        {
            throw KeepaliveErrors.InstallationRefused(
                $"Managed settings apply to every account of this machine, but the default credential chain needs the profile '{ChainProfile.Name}' in each account's AWS config file",
                "Install without --default-chain (-DefaultChain). A user who needs the default credential chain runs 'claude-aws install' in their own account.");
        }
    }

    /// <summary>A word for the program that finds it for every account.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused: it lies where others don't get to.</exception>
    public static ProgramPlace ProgramForAll(SystemEnvironment environment, string program)
    {
        string? reason = null;
        foreach (string path in ProgramPlace.OnPath(environment) is { } found && ProgramPlace.IsSameProgram(environment, found, program) ? (string[])[found, program] : [program])
        {
            reason = ProgramPlace.IsVersioned(path) ? "the next upgrade deletes its folder"
                : ShellWord.OfProgram(path, environment.IsWindows) is null ? "its path needs quotes on a command line"
                : ReasonForOneHome(environment, path) ?? (ProgramPlace.RealPath(path) is var real && real != path ? ReasonForOneHome(environment, real) : null);
            if (reason is null)
            {
                return new ProgramPlace(ShellWord.OfProgram(path, environment.IsWindows)!);
            }
        }

        string file = Path.GetFileName(program);
        throw KeepaliveErrors.InstallationRefused(
            $"Managed settings apply to every account of this machine, but not every account can use {program}: {reason}",
            environment.IsWindows
                ? $"Copy {file} to a folder below Program Files that is on PATH, then run it from there."
                : $"Run: install -m 755 {CommandWord.Of(program)} {CommandWord.Of($"/usr/local/bin/{file}")}. Then run {CommandWord.Of($"/usr/local/bin/{file}")} install --scope managed.", program);
    }

    /// <summary>Makes the folder of the machine's settings where it is missing, so that all accounts get to it whatever the administrator's umask is.</summary>
    public static void OpenFolder(string folder, bool isForAll)
    {
        if (isForAll && !OperatingSystem.IsWindows() && !Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | Runnable);
        }
    }

    /// <summary>Why another account can't start it; null when it can, as far as modes tell.</summary>
    private static string? ReasonForOneHome(SystemEnvironment environment, string path)
    {
        string[] homes = [environment.Home ?? string.Empty, environment.Get("USERPROFILE") ?? string.Empty, StateFolder.Locate(environment)];
        if (homes.FirstOrDefault(home => home.Length > 1 && path.StartsWith(home.TrimEnd('/', '\\') + (environment.IsWindows ? '\\' : '/'), environment.IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) is { } own)
        {
            return $"it is below {own}, which belongs to one account";
        }

        if (OperatingSystem.IsWindows() || environment.IsWindows)
        {
            return null;
        }

        if ((File.GetUnixFileMode(path) & Runnable) != Runnable)
        {
            return "its file mode does not allow other accounts to run it";
        }

        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if ((File.GetUnixFileMode(folder) & Reachable) == 0)
            {
                return $"other accounts may not read {folder}";
            }
        }

        return null;
    }
}
