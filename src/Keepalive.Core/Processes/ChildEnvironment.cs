using System.Collections;

namespace Keepalive.Processes;

/// <summary>The environment a child gets: this process's own, with the changes of its command.</summary>
internal static class ChildEnvironment
{
    private static readonly StringComparer Names =
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Sorted by name, as CreateProcessW wants its block.</summary>
    internal static SortedDictionary<string, string> For(ChildCommand command)
    {
        SortedDictionary<string, string> variables = new(Names);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        foreach ((string name, string? value) in command.EnvironmentChanges)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value?.Contains('\0') == true)
            {
                throw new ChildStartException("a variable for its environment is malformed");
            }

            if (value is null)
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }

        return variables;
    }
}
