using Keepalive.Login;

namespace Keepalive.Sessions;

/// <summary>How a refresh is wanted.</summary>
public sealed record RefreshOptions
{
    /// <summary>Claude Code ends its refresh command after 180 s without a word of ours.</summary>
    public static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(165);

    /// <summary>Set by whoever tries out our commands (the installer): nothing that a person would notice may happen.</summary>
    public const string RehearsalVariable = "CLAUDE_AWS_REHEARSE";

    /// <summary>Signs in although the credential is good or a sign-in has just failed.</summary>
    public bool Force { get; init; }

    /// <summary>Somebody sits at a terminal: where an automatic login would be forced, nobody else may (<see cref="ForcePermit"/>).</summary>
    public bool HasTerminal { get; init; }

    /// <summary>Goes through every step that needs no person, and tells what would follow.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>
    /// Only tells what would be done: reads files, runs no program, asks no service and writes nothing. A rehearsal does more: it renews silently.
    /// </summary>
    public bool IsDryRun { get; init; }

    /// <summary>The time for everything.</summary>
    public TimeSpan Budget { get; init; } = DefaultBudget;

    /// <summary>The same, and a rehearsal where the environment says so.</summary>
    /// <param name="environment">The variables.</param>
    public RefreshOptions In(SystemEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Get(RehearsalVariable) is null or "0" ? this : this with { IsRehearsal = true };
    }
}
