using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>The patterns of PowerShell, which the companion does not know.</summary>
internal static class Wildcards
{
    /// <summary>Null for what has none, or only looks like a pattern: an open bracket for instance.</summary>
    public static WildcardPattern? PatternOf(string? name)
    {
        if (name is null || !WildcardPattern.ContainsWildcardCharacters(name))
        {
            return null;
        }

        try
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            _ = pattern.IsMatch(name); // It is read at its first use.
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }
}
