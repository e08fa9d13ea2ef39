namespace Keepalive.Platform;

/// <summary>
/// Where locks, ledgers and the role credential cache live: a folder of this machine, never one that roams or is synced.
/// CLAUDE_AWS_STATE; else <c>claude-aws</c> below XDG_STATE_HOME or <c>~/.local/state</c>, on Windows below LOCALAPPDATA.
/// Source: XDG Base Directory Specification.
/// </summary>
public static class StateFolder
{
    internal const string Variable = "CLAUDE_AWS_STATE";

    /// <summary>Finds it; makes nothing. A variable without a full path is ignored.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static string Locate(SystemEnvironment environment)
    {
        if (environment.GetFolder(Variable) is { } named)
        {
            return named;
        }

        if (environment.IsWindows && environment.GetFolder("LOCALAPPDATA") is { } local)
        {
            return environment.Combine(local, "claude-aws");
        }

        return environment.GetFolder("XDG_STATE_HOME") is { } state && !environment.IsWindows
            ? environment.Combine(state, "claude-aws")
            : environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".local", "state", "claude-aws");
    }
}
