namespace Keepalive.ClaudeCode;

/// <summary>A place in Claude Code's settings where a command of ours stands: one row of <see cref="Slots"/>.</summary>
public sealed record ClientSlot
{
    internal ClientSlot(string name, params string[] path)
    {
        Name = name;
        Path = path;
    }

    /// <summary>The setting of Claude Code.</summary>
    public string Name { get; }

    /// <summary>After this time Claude Code ends the command; null: it waits for ever, or ends it for another reason.</summary>
    public TimeSpan? ClientLimit { get; internal init; }

    /// <summary>Our command ends after this time at the latest: before a person loses patience, and before <see cref="ClientLimit"/>.</summary>
    public required TimeSpan OwnLimit { get; init; }

    /// <summary>The events that call it; none where no hook does.</summary>
    public IReadOnlyList<string> Events { get; internal init; } = [];

    /// <summary>The names that lead to the command.</summary>
    internal string[] Path { get; }

    /// <summary>The verb of the companion, and what follows it.</summary>
    public required IReadOnlyList<string> CompanionArguments { get; init; }

    /// <summary>The cmdlet, and what follows it.</summary>
    public required string CmdletCommand { get; init; }

    /// <summary>The limit of a trial run, of our command and of another one in this setting.</summary>
    public required TimeSpan RehearsalLimit { get; init; }

    /// <summary>The verb of the companion.</summary>
    internal string Verb => CompanionArguments[0];

    /// <summary>The cmdlet's name.</summary>
    internal string Cmdlet => CmdletCommand.Split(' ')[0];
}
