namespace Keepalive.Aws.Profiles;

/// <summary>Which names of profiles work where.</summary>
public static class ProfileName
{
    /// <summary>
    /// Every SDK sees a profile of this name (the published parser cases). One with a space, say, works in the aws CLI
    /// and here, but is invisible to Claude Code's own SDK.
    /// </summary>
    /// <param name="name">The name.</param>
    public static bool IsPortable(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (char character in name)
        {
            if (!IsPortable(character))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    /// <summary>A character of a name, and of a key. Compared one by one, because PowerShell compiles a search through a set of characters at its first use.</summary>
    internal static bool IsPortable(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '/' or '.' or '%' or '@' or ':' or '+';
}
