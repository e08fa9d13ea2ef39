using Keepalive.ClaudeCode.Installation;
using Keepalive.Configuration;
using Keepalive.Files;

namespace Keepalive.Diagnostics.Checks;

/// <summary>On Windows: secrets that a crowd may read, settings that a crowd may change.</summary>
internal sealed class OpenAccessList() : DiagnosticCheck(
    "KA011", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "The access list of a file gives rights to other accounts",
    "Other accounts can read the keys in it, or make their programs run as you.")
{
    /// <summary>A folder of Keepalive holds few files; another folder may hold any number.</summary>
    private const int Most = 200;

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        OperatingSystem.IsWindows()
            ? Examine(context, WindowsAccess.Of, WindowsAccess.Self())
            : [];

    internal IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, Func<string, IReadOnlyList<AccessEntry>> read, string self)
    {
        HashSet<string> secret = [.. OpenFile.Secret(context), .. State(context)];
        foreach (string path in secret.Concat(Commanding(context).Where(File.Exists).Except(secret)))
        {
            bool isSecret = secret.Contains(path);
            IReadOnlyList<AccessEntry> list = read(path);
            IReadOnlyList<AccessEntry> writers = AccessEntry.LettingIn(list, AccessEntry.Writing);
            IReadOnlyList<AccessEntry> guests = isSecret ? AccessEntry.LettingIn(list, AccessEntry.Reading | AccessEntry.Writing) : writers;
            if (guests.Count > 0)
            {
                string names = string.Join(", ", guests.Select(entry => entry.Crowd).Distinct());
                yield return Found($"{names} may {(writers.Count > 0 ? "change" : "read")} {context.Brief(path)}.", Remedy(path, guests, self), path);
            }
        }
    }

    /// <summary>Inherited lines go with the inheritance, the others one by one, by identifiers that are the same in every language.</summary>
    private static string Remedy(string path, IEnumerable<AccessEntry> guests, string self)
    {
        string[] own = [.. guests.Where(entry => !entry.IsInherited).Select(entry => $" *{entry.Account}").Distinct()];
        return $"Run: icacls \"{path}\" /inheritance:r /grant:r \"{self}:F\"{(own.Length > 0 ? " /remove:g" : string.Empty)}{string.Concat(own)}";
    }

    /// <summary>Files that decide which program runs, and with whose rights.</summary>
    private static IEnumerable<string> Commanding(DiagnosticContext context)
    {
        yield return context.Config.Path;
        if (ConfigurationFile.Locate(context.Environment) is { } own)
        {
            yield return own;
        }

        foreach (ClaudeSettings settings in context.Settings.Where(settings => settings.Scope == SettingsScope.User))
        {
            yield return settings.Path;
        }
    }

    /// <summary>Role credentials, protected secrets, transcripts; a lock is empty and tells nothing.</summary>
    private static IEnumerable<string> State(DiagnosticContext context)
    {
        string folder = StateFolder.Locate(context.Environment);
        return Directory.Exists(folder)
            ? new DirectoryInfo(folder)
                .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Take(Most).Where(file => file.Length > 0).Select(file => file.FullName)
            : [];
    }
}
