using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Claude Code's settings files of every scope, as far as they can be read.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="options">Which file is changed, and in which project.</param>
/// <param name="clock">The time.</param>
internal sealed class ClientSettingsFiles(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
{
    /// <summary>Every settings file that may name an account; one that can't be read says nothing.</summary>
    public List<(string Path, JsoncDocument Document)> With(string path, JsoncDocument own)
    {
        List<(string, JsoncDocument)> all = [(path, own)];
        foreach (SettingsScope scope in Enum.GetValues<SettingsScope>())
        {
            if (scope != options.Scope && TryRead(scope) is { } other)
            {
                all.Add(other);
            }
        }

        return all;
    }

    /// <summary>The settings file of a scope; null if there is none, or it can't be read.</summary>
    public (string Path, JsoncDocument Document)? TryRead(SettingsScope scope)
    {
        try
        {
            EditableFile file = EditableFile.Read(SettingsLocation.Find(environment, scope, options.WorkingDirectory), clock);
            return file.Exists ? (file.Path, file.Parse()) : null;
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>The value that Claude Code sees for a variable: of the first file that sets it, else of this environment.</summary>
    public string? Variable(IEnumerable<(string Path, JsoncDocument Document)> settings, string name) =>
        settings.Select(file => file.Document.StringOf(file.Document.Find("env", name))).FirstOrDefault(value => value is not null)
        ?? (options.Scope == SettingsScope.Managed ? null : environment.Get(name));
}
