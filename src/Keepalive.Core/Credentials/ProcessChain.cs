namespace Keepalive.Credentials;

/// <summary>
/// Keeps a <c>credential_process</c> from asking, through whatever scripts, for the very profile it serves. The profiles
/// being resolved travel in an environment variable, which reaches a child through any number of programs.
/// </summary>
internal static class ProcessChain
{
    public const string Variable = "CLAUDE_AWS_RESOLVING";

    /// <summary>The variable's value for the child.</summary>
    /// <exception cref="KeepaliveException">CredentialProcessLoop.</exception>
    public static string Extend(SystemEnvironment environment, string profile, IReadOnlyList<string> words)
    {
        string name = Uri.EscapeDataString(profile);
        string? chain = environment.Get(Variable);
        return NamesUs(words, profile) || chain?.Split(',').Contains(name, StringComparer.Ordinal) == true
            ? throw KeepaliveErrors.CredentialProcessLoop(profile)
            : chain is null ? name : $"{chain},{name}";
    }

    /// <summary>Our own companion asked for the same profile: told before it is started.</summary>
    private static bool NamesUs(IReadOnlyList<string> words, string profile)
    {
        if (!Path.GetFileNameWithoutExtension(words[0]).Equals("claude-aws", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (int i = 1; i < words.Count; i++)
        {
            if (words[i] == $"--profile={profile}" || (words[i] == profile && words[i - 1] == "--profile"))
            {
                return true;
            }
        }

        return false;
    }
}
