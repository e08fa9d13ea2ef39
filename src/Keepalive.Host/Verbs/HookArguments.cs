namespace Keepalive.Host.Verbs;

/// <summary>
/// The arguments of <c>check</c> as Claude Code's hooks use it. Nothing in them is ever refused: a hook that ends with a usage error
/// would block a person's prompt.
/// </summary>
/// <param name="Profile">The profile, or null for the one in use.</param>
/// <param name="IsCertain"><c>--as-hook</c> is among them; without it what comes on standard input decides.</param>
internal sealed record HookArguments(string? Profile, bool IsCertain)
{
    private const string Switch = "--as-hook";

    public static HookArguments? Read(string[] arguments) =>
        arguments is ["check", ..] ? new HookArguments(ProfileOf(arguments), arguments.Contains(Switch)) : null;

    /// <summary>The value of <c>--profile</c>, wherever it stands.</summary>
    public static string? ProfileOf(string[] arguments)
    {
        for (int i = 1; i < arguments.Length; i++)
        {
            foreach (string name in (ReadOnlySpan<string>)["--profile", "-p"])
            {
                if (arguments[i] == name && i + 1 < arguments.Length)
                {
                    return arguments[i + 1];
                }

                if (arguments[i].StartsWith(name, StringComparison.Ordinal) && arguments[i].Length > name.Length && arguments[i][name.Length] is '=' or ':')
                {
                    return arguments[i][(name.Length + 1)..];
                }
            }
        }

        return null;
    }
}
