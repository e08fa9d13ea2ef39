using Keepalive.Platform.Processes;

namespace Keepalive.Platform.Terminals;

/// <summary>Starts a program at a terminal of its own.</summary>
internal static class PseudoTerminal
{
    /// <summary>Starts it.</summary>
    /// <param name="command">The program. It is told a kind of terminal that <see cref="TerminalText"/> understands, unless the command names one.</param>
    /// <param name="size">What its terminal shows.</param>
    /// <exception cref="ChildStartException">The program could not be started.</exception>
    internal static IPseudoTerminal Start(ChildCommand command, TerminalSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Columns, short.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Rows, short.MaxValue);
        ChildProcess.Check(command);
        ChildProcess.Starting?.Invoke();
        ChildCommand atTerminal = command with { EnvironmentChanges = WithTerminal(command.EnvironmentChanges) };
        return OperatingSystem.IsWindows()
            ? WindowsPseudoTerminal.Start(atTerminal, size)
            : UnixPseudoTerminal.Start(atTerminal, size);
    }

    private static Dictionary<string, string?> WithTerminal(IReadOnlyDictionary<string, string?> changes)
    {
        // COLUMNS and LINES describe the terminal of our caller, and some libraries prefer them to the terminal's own size.
        Dictionary<string, string?> all = new() { ["TERM"] = "xterm", ["COLUMNS"] = null, ["LINES"] = null };
        foreach ((string name, string? value) in changes)
        {
            all[name] = value;
        }

        return all;
    }
}
