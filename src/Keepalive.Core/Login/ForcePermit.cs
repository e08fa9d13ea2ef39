namespace Keepalive.Login;

/// <summary>
/// Permits a person at a terminal, but not a program, to continue although a login was stopped: an agent's shell must be able neither
/// to lock an account nor to call a phone without end.
/// </summary>
public sealed class ForcePermit
{
    private ForcePermit()
    {
    }

    /// <summary>Gives the permit to a caller that may have it.</summary>
    /// <param name="environment">The variables: CLAUDECODE is set in every shell that Claude Code starts.</param>
    /// <param name="hasTerminal">Whether standard input is a terminal.</param>
    /// <exception cref="KeepaliveException">ForceRefused.</exception>
    public static ForcePermit Ask(SystemEnvironment environment, bool hasTerminal)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Get("CLAUDECODE") is not null ? throw KeepaliveErrors.ForceRefused("this shell was started by Claude Code (CLAUDECODE is set)")
            : hasTerminal ? new ForcePermit()
            : throw KeepaliveErrors.ForceRefused("there is no terminal");
    }
}
