using System.Text;
using Keepalive.Configuration;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Online;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>A home in which nothing is wrong: one profile that is signed in. Each test spoils one thing.</summary>
public sealed class DiagnosticHome : IDisposable
{
    public const string StartUrl = SignedInFiles.StartUrl;

    public static readonly string Session = SignedInFiles.Session(withScopes: true);

    public static readonly string Profile = SignedInFiles.Profile("default", region: SignedInFiles.Region);

    /// <summary>A value that no output may hold.</summary>
    public const string Secret = "S3cr3tThatNobodyMaySee";

    private readonly SyntheticHome _home = new();

    /// <summary>The store of secrets.</summary>
    public MemorySecretStore Store { get; } = new();

    /// <summary>The home, with a machine of its own round it.</summary>
    public SystemEnvironment Environment => new(Variables.GetValueOrDefault, OperatingSystem.IsWindows()) { ManagedSettingsFolder = Path.Combine(Folder, "managed") };

    public DiagnosticHome()
    {
        Set("CLAUDE_AWS_CONFIG", Path.Combine(Folder, ".config", "claude-aws", "config.json"));
        Set("CLAUDE_AWS_STATE", Path.Combine(Folder, ".local", "state"));
        WithConfig(Session + Profile);
        WithToken("corp");
        WorkingDirectory = Path.Combine(_home.Folder, "project");
    }

    public string Folder => _home.Folder;

    public string WorkingDirectory { get; }

    public Dictionary<string, string> Variables => _home.Variables;

    public TimeProvider Clock => _home.Clock;

    public DateTimeOffset Now => _home.Clock.GetUtcNow();

    public string CacheFolder => Path.Combine(Folder, ".aws", "sso", "cache");

    public void Dispose() => _home.Dispose();

    public DiagnosticHome WithConfig(string text) => With(Path.Combine(".aws", "config"), text);

    public DiagnosticHome WithCredentials(string text) => With(Path.Combine(".aws", "credentials"), text);

    public DiagnosticHome With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    public DiagnosticHome With(string path, byte[] content)
    {
        string full = Path.Combine(Folder, path);
        _home.Write(full, content);
        if (OperatingSystem.IsWindows())
        {
            // For the owner alone, as in a profile's folder; a temporary folder need not be one.
            DateTime rested = File.GetLastWriteTimeUtc(full);
            AtomicFile.Write(full, content);
            File.SetLastWriteTimeUtc(full, rested);
        }
        else
        {
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return this;
    }

    public DiagnosticHome Set(string variable, string value)
    {
        Variables[variable] = value;
        return this;
    }

    /// <summary>Programs in a folder that is all there is in PATH.</summary>
    public DiagnosticHome WithTool(string folder, params string[] names)
    {
        foreach (string name in names)
        {
            string path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
            With(path, "x");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(Folder, path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return Set("PATH", Path.Combine(Folder, folder));
    }

    /// <summary>The token file of a session, or of a start URL.</summary>
    public DiagnosticHome WithToken(string session, int minutes = 60, bool refresh = true, int registrationMinutes = 9000, string startUrl = StartUrl) =>
        With(TokenPath(session), SignedInFiles.Token(At(minutes), At(registrationMinutes), refresh ? Secret : null, Secret, startUrl: startUrl, client: ("c", Secret)));

    public static string TokenPath(string session) => Path.Combine(".aws", "sso", "cache", $"{CacheFileName.Of(session)}.json");

    public DiagnosticHome WithoutTokens()
    {
        Directory.Delete(CacheFolder, recursive: true);
        return this;
    }

    /// <summary>The companion, once there is one.</summary>
    public string? Program { get; private set; }

    /// <summary>A companion in a place that lasts, and that no PATH names.</summary>
    public DiagnosticHome WithProgram()
    {
        string? path = Variables.GetValueOrDefault("PATH");
        WithTool("companion", "claude-aws");
        Program = Directory.GetFiles(Path.Combine(Folder, "companion"))[0];
        Variables.Remove("PATH");
        return path is null ? this : Set("PATH", path);
    }

    internal ConfigurationRepair PlanRepair(params string[] ids) => ConfigurationRepair.Plan(Environment, Options(null), ids, _home.Clock);

    internal ConfigurationRepair PlanRepairOf(string profile) => ConfigurationRepair.Plan(Environment, Options(profile), [], _home.Clock);

    internal ConfigurationUndo PlanUndo() => ConfigurationUndo.Plan(Environment, _home.Clock);

    /// <summary>Every file but those of our own state: path, mode, content.</summary>
    public IReadOnlyList<string> Tree() =>
    [
        .. Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Folder, path).StartsWith(".local", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(Folder, path)} {(OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path))} {(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "folder")}"),
    ];

    /// <summary>A script that may be executed, in a folder that is all there is in PATH.</summary>
    public DiagnosticHome WithScript(string path, string text)
    {
        WithTool(Path.GetDirectoryName(path)!, Path.GetFileName(path)).With(OperatingSystem.IsWindows() ? path + ".exe" : path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(Folder, path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return this;
    }

    /// <summary>Gives a file or folder other rights, where there are such.</summary>
    public DiagnosticHome WithMode(int mode, params string[] path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine([Folder, .. path]), (UnixFileMode)mode);
        }

        return this;
    }

    /// <summary>What Claude Code remembers of the project's folder.</summary>
    public DiagnosticHome WithTrust(bool trusted) =>
        With(
        ".claude.json", "{\"projects\": {\"" + WorkingDirectory.Replace('\\', '/') + "\": {\"hasTrustDialogAccepted\": " + (trusted ? "true}}}" : "false}}}"));

    /// <summary>The password of the profile in use, in the store.</summary>
    public DiagnosticHome WithPassword()
    {
        using var secret = Keepalive.Text.Secret.FromUtf8(Encoding.UTF8.GetBytes(Secret));
        Store.Write(SecretName.ForProfile("default", SecretKind.Password), secret, CancellationToken.None);
        return this;
    }

    internal DiagnosticReport Examine(string? profile = null, IReadOnlyList<HelperRun>? runs = null) =>
        Doctor.Examine(Environment, Options(profile) with { HelperRuns = runs }, _home.Clock);

    /// <summary>So many minutes from now.</summary>
    public string At(int minutes) => Timestamp.Format(Now.AddMinutes(minutes));

    internal Task<DiagnosticReport> ExamineOnlineAsync(OnlineOptions online, CancellationToken cancellationToken) =>
        OnlineDoctor.ExamineAsync(Environment, Options(null), online, _home.Clock, cancellationToken);

    private DiagnosticOptions Options(string? profile) => new(profile, WorkingDirectory, Program)
    {
        Keeper = SecretKeeper.Of(KeepaliveConfiguration.Default, Store, TimeProvider.System),
    };
}
