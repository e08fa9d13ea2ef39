namespace Keepalive.Platform;

/// <summary>
/// Where locks, ledgers and the role credential cache live: a folder of this machine, never one that roams or is synced.
/// CLAUDE_AWS_STATE; else <c>claude-aws</c> below XDG_STATE_HOME or <c>~/.local/state</c>, on Windows below LOCALAPPDATA.
/// Source: XDG Base Directory Specification.
/// </summary>
public static class StateFolder
{
    /// <summary>Finds it; makes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static string Locate(SystemEnvironment environment)
    {
        if (environment.Get("CLAUDE_AWS_STATE") is { } named)
        {
            return environment.ExpandHome(named);
        }

        if (environment.IsWindows && environment.Get("LOCALAPPDATA") is { } local)
        {
            return environment.Combine(local, "claude-aws");
        }

        return environment.Get("XDG_STATE_HOME") is { } state && !environment.IsWindows
            ? environment.Combine(state, "claude-aws")
            : environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".local", "state", "claude-aws");
    }
}
