using Keepalive.Platform.Files;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>One of Claude Code's settings files.</summary>
/// <param name="Scope">Whose it is.</param>
/// <param name="Path">The path.</param>
/// <param name="Document">What it says; null if it can't be read.</param>
/// <param name="Fault">Why it can't be read.</param>
internal sealed record ClientSettingsFile(SettingsScope Scope, string Path, JsoncDocument? Document, KeepaliveException? Fault);

/// <summary>Claude Code's settings files of every scope.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="options">Which file is changed, and in which project.</param>
/// <param name="clock">The time.</param>
internal sealed class ClientSettingsFiles(SystemEnvironment environment, InstallOptions options, TimeProvider clock)
{
    private IReadOnlyList<ClientSettingsFile>? _inOrder;

    /// <summary>Every file that exists, the one with the highest priority first.</summary>
    public IReadOnlyList<ClientSettingsFile> InOrder => _inOrder ??=
        [.. SettingsLocation.InOrder(environment, options.WorkingDirectory).Select(place => Read(place.Scope, place.Path)).OfType<ClientSettingsFile>()];

    /// <summary>Every settings file that may name an account; one that can't be read says nothing.</summary>
    public List<(string Path, JsoncDocument Document)> With(string path, JsoncDocument own)
    {
        List<(string, JsoncDocument)> all = [(path, own)];
        all.AddRange(InOrder.Reverse().Where(file => file.Path != path && file.Document is not null).Select(file => (file.Path, file.Document!)));
        return all;
    }

    /// <summary>All of them with the present state of the file that is changed, the one with the highest priority first.</summary>
    /// <param name="path">The file that is changed, also if it does not exist yet.</param>
    /// <param name="own">What it says.</param>
    public IReadOnlyList<(ClientSettingsFile File, bool IsOwn)> InOrderWith(string path, JsoncDocument own) =>
    [
        .. from place in SettingsLocation.InOrder(environment, options.WorkingDirectory)
           // In the home folder the settings of the project are those of the user.
           let isOwn = IsSame(place.Path, path)
           let file = isOwn ? new ClientSettingsFile(options.Scope, path, own, Fault: null) : InOrder.FirstOrDefault(file => file.Path == place.Path)
           where file is not null
           select (file, isOwn),
    ];

    /// <summary>The settings file of a scope; null if there is none, or it can't be read.</summary>
    public (string Path, JsoncDocument Document)? TryRead(SettingsScope scope)
    {
        try
        {
            return Read(scope, SettingsLocation.Find(environment, scope, options.WorkingDirectory)) is { Document: { } document } file ? (file.Path, document) : null;
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

    private ClientSettingsFile? Read(SettingsScope scope, string path)
    {
        try
        {
            EditableFile file = EditableFile.Read(path, clock);
            return file.Exists ? new ClientSettingsFile(scope, path, file.Parse(), Fault: null) : null;
        }
        catch (KeepaliveException fault)
        {
            return new ClientSettingsFile(scope, path, Document: null, fault);
        }
    }

    private static bool IsSame(string path, string other)
    {
        try
        {
            return FileTarget.Of(path) == FileTarget.Of(other);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return path == other;
        }
    }
}
