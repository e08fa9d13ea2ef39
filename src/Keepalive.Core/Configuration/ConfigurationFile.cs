using Keepalive.Platform.Files;

namespace Keepalive.Configuration;

/// <summary>
/// Reads our configuration: one file, JSON with comments and trailing commas; over it variables, over those the
/// machine's policy. A small forward reader, because the hot path comes through here.
/// </summary>
public static class ConfigurationFile
{
    internal const int MaximumLength = 1024 * 1024;

    /// <summary>
    /// CLAUDE_AWS_CONFIG; else <c>claude-aws/config.json</c> below XDG_CONFIG_HOME or <c>~/.config</c>, on Windows below
    /// APPDATA; null when none of these is known.
    /// Source: XDG Base Directory Specification.
    /// </summary>
    /// <param name="environment">The variables and the platform.</param>
    public static string? Locate(SystemEnvironment environment)
    {
        if (environment.Get("CLAUDE_AWS_CONFIG") is { } named)
        {
            return environment.ExpandHome(named);
        }

        string? folder = environment.IsWindows
            ? environment.GetFolder("APPDATA")
            : environment.GetFolder("XDG_CONFIG_HOME") ?? (environment.Home is { } home ? environment.Combine(home, ".config") : null);
        return folder is null ? null : environment.Combine(folder, "claude-aws", "config.json");
    }

    /// <summary>Reads it; a missing one gives the defaults.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <exception cref="KeepaliveException">ConfigurationInvalid, PolicyInvalid.</exception>
    public static KeepaliveConfiguration Read(SystemEnvironment environment, TimeProvider clock) => ReadLayers(environment, clock).Combine();

    internal static ConfigurationLayers ReadLayers(SystemEnvironment environment, TimeProvider clock)
    {
        ParsedConfiguration file = Locate(environment) is { } path ? ReadFile(path, clock) : ParsedConfiguration.Empty;
        var problems = new List<ConfigurationProblem>(file.Problems);
        IReadOnlyList<SettingAssignment> variables = ConfigurationVariables.Read(environment, problems);
        return new ConfigurationLayers(file, variables, PolicyFile.Read(environment, clock), problems.Count == 0 ? KeepaliveConfiguration.Default.Problems : problems);
    }

    private static ParsedConfiguration ReadFile(string path, TimeProvider clock)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(path, MaximumLength, clock);
            if (snapshot.Exists)
            {
                return ParsedConfiguration.Parse(snapshot.Content.Span, path, isPolicy: false);
            }

            // The defaults could be another account's.
            return FileTarget.OfBrokenLink(path) is { } target
                ? throw KeepaliveErrors.ConfigurationInvalid(path, $"it is a link to {target}, which does not exist", nextStep: "Make the target available, or delete the link to use the defaults.")
                : ParsedConfiguration.Empty;
        }
        catch (FileTooLargeException tooLarge)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, $"it has {tooLarge.Length} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.ConfigurationInvalid(path, FileFault.Describe(path, exception), exception, WriteAdvice.ForRights(path, exception));
        }
    }
}
