namespace Keepalive.Dummy;

/// <summary>What happens in one step of a tool's dialogue.</summary>
internal enum ToolStepKind
{
    Say,

    /// <summary>Half of a row, a pause, the rest.</summary>
    Halves,
    User,
    Password,
    Code,

    /// <summary>Any answer will do, ENTER too.</summary>
    Anything,

    /// <summary>The number of the role Admin in the list above.</summary>
    Number,

    /// <summary>A list moved through with arrows.</summary>
    Arrows,
}

/// <summary>One step.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Text">The prompt, or what is said.</param>
internal sealed record ToolStep(ToolStepKind Kind, string Text)
{
    /// <summary>The options of a list; the last one is wanted. Empty: roles.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>What has to be typed; null where the kind says it.</summary>
    public string? Wanted { get; init; }

    /// <summary>The tool takes the echo away, as getpass and survey do.</summary>
    public bool IsHidden { get; init; } = Kind is ToolStepKind.Password or ToolStepKind.Arrows;
}

/// <summary>How a tool fails.</summary>
/// <param name="After">The step after which it says so.</param>
/// <param name="Text">What it says.</param>
internal sealed record ToolFailure(ToolStepKind After, string Text);

/// <summary>One login tool as a terminal sees it.</summary>
internal sealed class LoginTool
{
    /// <summary>The dialogue when all goes well.</summary>
    public required ToolStep[] Steps { get; init; }

    /// <summary>What it says in the end.</summary>
    public required string Done { get; init; }

    /// <summary>What it says of a wrong password.</summary>
    public required string WrongPassword { get; init; }

    /// <summary>Other ways to ask for the second factor: steps instead of all that come between password and role.</summary>
    public Dictionary<string, ToolStep[]> Variants { get; init; } = [];

    /// <summary>The other ways to fail.</summary>
    public Dictionary<string, ToolFailure> Failures { get; init; } = [];
}
