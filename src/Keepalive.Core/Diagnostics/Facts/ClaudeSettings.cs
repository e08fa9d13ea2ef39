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
    /// <summary>Claude Code reads the file, and then ignores all of it because of a value of a wrong type.</summary>
    public bool IsSkipped { get; private init; }

    /// <summary>Reads every file that is there, each once.</summary>
    public static IReadOnlyList<ClaudeSettings> ReadAll(SystemEnvironment environment, string workingDirectory, TimeProvider clock)
    {
        var version = new Lazy<Version?>(() => ClientVersion.Find(environment, workingDirectory));
        return
        [
            .. from place in SettingsLocation.InOrder(environment, workingDirectory)
               where System.IO.Path.Exists(place.Path)
               let file = Read(place.Scope, place.Path, clock)
               select file with { IsSkipped = file.Document is { } document && SettingsShape.Find(document).Any(fault => !fault.IsHook || !ShapeFault.PassesOver(version.Value)) },
        ];
    }

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
