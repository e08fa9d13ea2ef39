using Keepalive.Login;

namespace Keepalive.Sessions;

/// <summary>The options of a refresh.</summary>
public sealed record RefreshOptions
{
    /// <summary>Claude Code stops its refresh command after 180 s. A refresh ends earlier, so that it can print its own message.</summary>
    public static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(165);

    /// <summary>The installer sets this variable when it tests our commands. The command must then do nothing that a person would notice.</summary>
    public const string RehearsalVariable = "CLAUDE_AWS_REHEARSE";

    /// <summary>Signs in although the credential is valid or a sign-in has failed a moment ago.</summary>
    public bool Force { get; init; }

    /// <summary>A person is at the terminal. Only a person at a terminal may force an automatic login (<see cref="ForcePermit"/>).</summary>
    public bool HasTerminal { get; init; }

    /// <summary>The caller asks at its terminal what a login tool has to know (<see cref="Prompts.Page.PromptRelay"/>).</summary>
    public bool AsksAtTerminal { get; init; }

    /// <summary>Does only the steps that need no person, and describes the next step.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>
    /// Only describes the steps: reads files, runs no program, calls no service and writes nothing. A rehearsal also does a silent renewal.
    /// </summary>
    public bool IsDryRun { get; init; }

    /// <summary>The time limit for the whole refresh.</summary>
    public TimeSpan Budget { get; init; } = DefaultBudget;

    /// <summary>The same options, as a rehearsal if the environment variable is set.</summary>
    /// <param name="environment">The variables.</param>
    public RefreshOptions In(SystemEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Get(RehearsalVariable) is null or "0" ? this : this with { IsRehearsal = true };
    }
}
