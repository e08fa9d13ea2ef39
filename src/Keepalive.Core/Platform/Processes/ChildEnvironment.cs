using System.Collections;

namespace Keepalive.Platform.Processes;

/// <summary>The environment a child gets: this process's own, with the changes of its command.</summary>
internal static class ChildEnvironment
{
    /// <summary>Names the tree of processes that a child begins, so that a daemon can be found that has left it.</summary>
    internal const string TreeMark = "CLAUDE_AWS_TREE";

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

        // A login tool's own child gets its mark; what we start for others, such as a worker that outlives the tool, gets none of it.
        variables.Remove(TreeMark);
        if (command.TreeMark is { } mark)
        {
            variables[TreeMark] = mark;
        }

        return variables;
    }
}
