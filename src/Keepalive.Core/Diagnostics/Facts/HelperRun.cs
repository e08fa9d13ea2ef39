namespace Keepalive.Diagnostics.Facts;

/// <summary>The result of a helper that was run in the same way as Claude Code runs it. Its output is not stored, because it may contain a key.</summary>
/// <param name="Helper">The helper.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="ExitCode">Its exit status, of one that has ended.</param>
/// <param name="Took">How long it ran.</param>
/// <param name="Limit">How long its slot lets it run.</param>
internal sealed record HelperRun(Helper Helper, HelperEnding Ending, int ExitCode, TimeSpan Took, TimeSpan Limit)
{
    /// <summary>The verdict on its output, if it ended successfully.</summary>
    public HelperAnswer Answer { get; init; } = HelperAnswer.Taken;

    /// <summary>Why it was not run or not started; null for one that ran.</summary>
    public string? Reason { get; init; }
}

/// <summary>How a run ended.</summary>
internal enum HelperEnding
{
    /// <summary>By itself.</summary>
    Ended,

    /// <summary>It was killed at its limit.</summary>
    TimedOut,

    /// <summary>It printed without end, and was killed.</summary>
    Flooded,

    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>It was left alone.</summary>
    NotRun,
}
