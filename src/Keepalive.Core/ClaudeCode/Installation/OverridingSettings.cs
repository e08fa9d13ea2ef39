using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Values of other settings files, because of which Claude Code does not use the installed ones, in this folder or everywhere; and files that it can't use.
/// </summary>
/// <param name="files">All settings files with the written one, the one with the highest priority first.</param>
/// <param name="profile">The profile that the installation chooses; null if it chooses none that a variable overrides.</param>
internal sealed class OverridingSettings(IReadOnlyList<(ClientSettingsFile File, bool IsOwn)> files, string? profile)
{
    /// <summary>The variables that override the profile of the configuration, the stronger one first: those of <see cref="Keepalive.Aws.Profiles.ProfileChoice"/>.</summary>
    private static readonly string[] s_profileVariables = ["CLAUDE_AWS_PROFILE", "CC_KEEPALIVE_PROFILE"];

    /// <summary>A file with a value of a wrong type is skipped. Which versions skip it for a hook is not known here, so such a file counts.</summary>
    private readonly (ClientSettingsFile File, bool IsOwn)[] _used = [.. files.Where(one => one.File.Document is { } document && SettingsShape.Find(document).All(fault => fault.IsHook || one.IsOwn))];

    /// <summary>A sentence for each of them.</summary>
    public IEnumerable<string> Tell() => [.. Commands(), .. Hooks(), .. Profile(), .. Faults()];

    private IEnumerable<string> Commands() =>
        from slot in Slots.Commands
        let strongest = _used.FirstOrDefault(one => one.IsOwn || one.File.Document!.Find(slot.Name) is not null)
        where strongest is { File: not null, IsOwn: false } && !Ownership.Is(Value(strongest.File, slot.Name))
        select $"{slot.Name} in {strongest.File.Path} overrides the installed value{Where(strongest.File)}.";

    private IEnumerable<string> Hooks()
    {
        if (_used.FirstOrDefault(one => one.File.Document!.Find("disableAllHooks") is not null).File is { } file && IsTrue(file, "disableAllHooks"))
        {
            yield return $"disableAllHooks in {file.Path} switches off the hooks and the status line{Where(file)}.";
        }

        if (_used.FirstOrDefault(one => one.File.Scope == SettingsScope.Managed && one.File.Document!.Find("allowManagedHooksOnly") is not null).File is { } managed
            && IsTrue(managed, "allowManagedHooksOnly") && _used.Any(one => one.IsOwn && one.File.Scope != SettingsScope.Managed))
        {
            yield return $"allowManagedHooksOnly in {managed.Path} switches off the installed hooks.";
        }
    }

    private IEnumerable<string> Profile() =>
        from found in s_profileVariables
            .Select(name => (Name: name, File: _used.FirstOrDefault(one => Variable(one.File, name) is { Length: > 0 }).File))
            .Where(found => found.File is not null)
            .Take(1)
        let named = Variable(found.File, found.Name)
        where profile is not null && named != profile
        select $"env.{found.Name} in {found.File.Path} overrides the installed profile '{profile}': Claude Code uses profile '{named}'{Where(found.File)}.";

    private IEnumerable<string> Faults()
    {
        foreach ((ClientSettingsFile file, _) in files.Where(one => !one.IsOwn))
        {
            if (file.Fault is { } fault)
            {
                yield return $"{fault.Message} Claude Code can't use this file.";
            }
            else if (SettingsShape.Find(file.Document!).FirstOrDefault() is { } shape)
            {
                yield return $"{file.Path}, {file.Document!.Wrong(shape.Node.Start, $"{shape.Phrase}; {shape.Consequence}").Message}.";
            }
        }
    }

    private static string Where(ClientSettingsFile file) => file.Scope is SettingsScope.Project or SettingsScope.Local ? " in this folder" : string.Empty;

    private static JsonNode? Value(ClientSettingsFile file, string name) => file.Document!.ValueOf(file.Document.Find(name));

    private static bool IsTrue(ClientSettingsFile file, string name) => file.Document!.Find(name) is { Kind: JsoncKind.Boolean } node && file.Document.TextOf(node)[0] == (byte)'t';

    private static string? Variable(ClientSettingsFile file, string name) => file.Document!.StringOf(file.Document.Find("env", name));
}
