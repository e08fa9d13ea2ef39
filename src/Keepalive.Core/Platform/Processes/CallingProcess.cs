namespace Keepalive.Platform.Processes;

/// <summary>
/// The calling program: the nearest ancestor that is not a shell. Claude Code starts its helpers through one, which may replace
/// itself by the helper or stay between the two.
/// </summary>
/// <param name="Id">Its number.</param>
/// <param name="Started">When it started, in the system's own unit: another process of that number has another.</param>
internal readonly record struct CallingProcess(int Id, long Started)
{
    /// <summary>No chain is longer; a table that runs in a circle ends here.</summary>
    private const int MaximumAncestors = 32;

    /// <summary>Searches upwards from this process; null when that can't be told.</summary>
    public static CallingProcess? Find()
    {
        foreach (ProcessOrigin ancestor in Ancestors())
        {
            if (!IsShell(ancestor.Name))
            {
                return new CallingProcess(ancestor.Id, ancestor.Started);
            }
        }

        return null;
    }

    /// <summary>From our parent upwards, as far as can be told.</summary>
    public static IEnumerable<ProcessOrigin> Ancestors()
    {
        ProcessOrigin? process = ProcessOrigin.Of(Environment.ProcessId);
        for (int i = 0; i < MaximumAncestors && process is { Parent: > 0 } child; i++)
        {
            process = ProcessOrigin.Of(child.Parent);

            // Younger than its child: on Windows the number of a parent that is gone may be given away.
            if (process is not { } parent || parent.Started > child.Started)
            {
                yield break;
            }

            yield return parent;
        }
    }

    /// <summary>Whether this very process still lives.</summary>
    public bool IsAlive => ProcessOrigin.Of(Id)?.Started == Started;

    /// <summary>By the program's name; a login shell's begins with a hyphen on some systems.</summary>
    internal static bool IsShell(string name)
    {
        string plain = name.TrimStart('-').ToLowerInvariant();
        return (plain.EndsWith(".exe", StringComparison.Ordinal) ? plain[..^4] : plain)
            is "sh" or "bash" or "dash" or "zsh" or "ash" or "ksh" or "mksh" or "fish" or "csh" or "tcsh" or "busybox" or "nu"
            or "cmd" or "pwsh" or "powershell";
    }
}
