using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics.Facts;

/// <summary>One of Claude Code's settings files.</summary>
/// <param name="Scope">Whose it is.</param>
/// <param name="Path">The path.</param>
/// <param name="Document">What it says; null when it is not there or can't be read.</param>
/// <param name="Fault">Why it can't be read.</param>
internal sealed record ClaudeSettings(SettingsScope Scope, string Path, JsoncDocument? Document, KeepaliveException? Fault)
{
    /// <summary>The scopes, the one with the highest priority first.</summary>
    private static readonly SettingsScope[] s_order = [SettingsScope.Managed, SettingsScope.Local, SettingsScope.Project, SettingsScope.User];

    /// <summary>Reads every file that is there, each once.</summary>
    public static IReadOnlyList<ClaudeSettings> ReadAll(SystemEnvironment environment, string workingDirectory, TimeProvider clock) =>
        [.. Places(environment, workingDirectory).Where(place => System.IO.Path.Exists(place.Path)).Select(place => Read(place.Scope, place.Path, clock))];

    /// <summary>Where they would be, the strongest first. In the home folder the project's is the person's own.</summary>
    public static IEnumerable<(SettingsScope Scope, string Path)> Places(SystemEnvironment environment, string workingDirectory) => s_order
        .Where(scope => workingDirectory.Length > 0 || scope is not (SettingsScope.Project or SettingsScope.Local)) // The current folder no longer exists.
        .SelectMany(
            scope => scope == SettingsScope.Managed ? SettingsLocation.ManagedFiles(environment) : [SettingsLocation.Find(environment, scope, workingDirectory)],
            (scope, path) => (Scope: scope, Path: path))
        .Reverse().DistinctBy(place => place.Path).Reverse();

    public ClaudeSetting? Find(params ReadOnlySpan<string> path) =>
        Document?.Find(path) is { } node ? new ClaudeSetting(this, node) : null;

    private static ClaudeSettings Read(SettingsScope scope, string path, TimeProvider clock)
    {
        try
        {
            return new ClaudeSettings(scope, path, EditableFile.Read(path, clock).Parse(), Fault: null);
        }
        catch (KeepaliveException fault)
        {
            return new ClaudeSettings(scope, path, Document: null, fault);
        }
    }
}
