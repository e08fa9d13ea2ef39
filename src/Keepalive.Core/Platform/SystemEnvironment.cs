namespace Keepalive.Platform;

/// <summary>
/// The environment variables and the platform, as a value: Core reads them here alone, so that a test can hand it
/// another machine.
/// </summary>
public sealed class SystemEnvironment
{
    private readonly Func<string, string?> _variable;

    /// <summary>An environment of one's own.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    /// <param name="isWindows">Which platform's rules apply.</param>
    public SystemEnvironment(Func<string, string?> variable, bool isWindows)
    {
        _variable = variable;
        IsWindows = isWindows;
    }

    /// <summary>This process's environment.</summary>
    public static SystemEnvironment Current { get; } = new(Environment.GetEnvironmentVariable, OperatingSystem.IsWindows())
    {
        PolicyFile = MachinePolicyFile(),
        ManagedSettingsFolder = MachineSettingsFolder(),
        IsAdministrator = Environment.IsPrivilegedProcess,
        FindOuterPath = OuterPath.OfThisProcess,
        FindAccountHome = static () => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
    };

    /// <summary>Windows rules for paths, homes and command lines.</summary>
    public bool IsWindows { get; }

    /// <summary>
    /// The machine's policy file; null: there can be none. It is a property and not a variable, so that no environment variable can change
    /// its path.
    /// </summary>
    public string? PolicyFile { get; init; }

    /// <summary>Where the machine's administrator keeps Claude Code's settings; null: nowhere. A property for the same reason.</summary>
    public string? ManagedSettingsFolder { get; init; }

    /// <summary>This process may write to what is the administrator's.</summary>
    public bool IsAdministrator { get; init; } = true;

    /// <summary>
    /// Tells the home folder that the system's account database has for this user. Hooks and services are started without HOME; botocore and
    /// the JavaScript SDK ask there too.
    /// </summary>
    public Func<string?>? FindAccountHome { get; init; }

    /// <summary>The PATH with which this process was started, before it changed it; null if it is unknown.</summary>
    public Func<string?>? FindOuterPath { get; init; }

    /// <summary>HOME, if it can be used (see <see cref="UnusableHome"/>); on Windows then USERPROFILE, then HOMEDRIVE and HOMEPATH; then the account database's; null when none tells it.</summary>
    public string? Home => HomeVariable switch
    {
        null => FindAccountHome?.Invoke() is { Length: > 0 } home ? home : null,
        "HOMEPATH" => Get("HOMEDRIVE") + Get("HOMEPATH"),
        var variable => Get(variable),
    };

    /// <summary>
    /// Where Claude Code keeps <c>.claude</c>: node's homedir() does not look at HOME on Windows, unlike the AWS SDK in it. Without USERPROFILE
    /// node asks the account database.
    /// </summary>
    public string? ClientHome => !IsWindows ? Home : Get("USERPROFILE") ?? (FindAccountHome?.Invoke() is { Length: > 0 } home ? home : Home);

    /// <summary>The variable that tells where home is; null when none is set.</summary>
    public string? HomeVariable =>
        Get("HOME") is not null && UnusableHome is null ? "HOME"
        : !IsWindows ? null
        : Get("USERPROFILE") is not null ? "USERPROFILE"
        : Get("HOMEPATH") is not null ? "HOMEPATH"
        : null;

    /// <summary>
    /// A value of HOME that names no folder of Windows: <c>/c/Users/ann</c>, the form of Git Bash, is a folder of the current drive to every program of Windows, and a
    /// name in quotes is none at all. On Unix it is a relative path. Such a HOME is passed over, and the doctor names it. Null if HOME is not set, or can be used.
    /// </summary>
    public string? UnusableHome => Get("HOME") is { } home && (IsWindows ? IsUnusableOnWindows(home) : !IsFullPath(home)) ? home : null;

    /// <summary>A variable's value; an empty value means not set, as in the AWS tools.</summary>
    /// <param name="name">The variable's name.</param>
    public string? Get(string name) => _variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>
    /// The folder that a variable names; null if it is not set, or is not a full path. Relative to the current folder it would be another one in each project, and
    /// would bring credentials there. Source: XDG Base Directory Specification ("all paths must be absolute").
    /// </summary>
    /// <param name="name">The variable's name.</param>
    public string? GetFolder(string name) => Get(name) is { } value && ExpandHome(value) is var folder && IsFullPath(folder) ? folder : null;

    /// <summary>Whether a path means the same file from every current folder.</summary>
    /// <param name="path">The path.</param>
    public bool IsFullPath(string path) => !IsWindows ? path.StartsWith('/')
        : path is [var drive, ':', '\\' or '/', ..] ? char.IsAsciiLetter(drive)
        : path is ['\\' or '/', '\\' or '/', ..];

    /// <summary>Joins with the separator of <see cref="IsWindows"/>, not of the machine this runs on.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">What comes below it.</param>
    public string Combine(string folder, params ReadOnlySpan<string> names)
    {
        string path = folder;
        foreach (string name in names)
        {
            path = Combine(path, name);
        }

        return path;
    }

    /// <summary>The same for one name. The names of a longer path are a structure in the caller, for which PowerShell compiles code at its first use.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">What comes below it.</param>
    public string Combine(string folder, string name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        char separator = IsWindows ? '\\' : '/';
        return folder.EndsWith(separator) || (IsWindows && folder.EndsWith('/')) ? folder + name : folder + separator + name;
    }

    /// <summary>The same for two names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="first">What comes below it.</param>
    /// <param name="second">What comes below that.</param>
    public string Combine(string folder, string first, string second) => Combine(Combine(folder, first), second);

    /// <summary>The same for three names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="first">What comes below it.</param>
    /// <param name="second">What comes below that.</param>
    /// <param name="third">What comes below that.</param>
    public string Combine(string folder, string first, string second, string third) => Combine(Combine(Combine(folder, first), second), third);

    /// <summary>Replaces a leading <c>~/</c> by the home folder, as the AWS tools do for their file variables.</summary>
    /// <param name="path">The path as it was given.</param>
    public string ExpandHome(string path) =>
        path.Length > 1 && path[0] == '~' && (path[1] == '/' || (IsWindows && path[1] == '\\')) && Home is { } home
            ? Combine(home, path[2..])
            : path;

    private static bool IsUnusableOnWindows(string home) => home.Contains('"') || (home is ['/', var drive, ..] && char.IsAsciiLetter(drive) && (home.Length == 2 || home[2] == '/'));

    private static string MachinePolicyFile()
    {
        if (OperatingSystem.IsWindows())
        {
            // The system's own answer: a user may set the variable ProgramFiles to anything.
            string programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolderOption.DoNotVerify);
            return programs + @"\claude-aws\policy.json";
        }

        return OperatingSystem.IsMacOS() ? "/Library/Application Support/claude-aws/policy.json" : "/etc/claude-aws/policy.json";
    }

    /// <summary>Source: https://code.claude.com/docs/en/settings</summary>
    private static string MachineSettingsFolder() => OperatingSystem.IsWindows()
        ? Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolderOption.DoNotVerify) + @"\ClaudeCode"
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode" : "/etc/claude-code";
}
