namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>How a prompt ended.</summary>
public enum TurnOutcome
{
    /// <summary>The model has answered.</summary>
    Answered,

    /// <summary>A hook has blocked the prompt: no request was made, the text is back in the input box.</summary>
    Blocked,

    /// <summary>A hook has stopped the client; the text is not given back.</summary>
    Stopped,

    /// <summary>The turn ended with an error.</summary>
    Failed,
}

/// <summary>The result of one prompt.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">What the person reads: the answer, the block's reason, the error.</param>
public sealed record TurnResult(TurnOutcome Outcome, string Text)
{
    /// <summary>The messages of hooks to the person.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>The prompt, back in the input box; null when it isn't.</summary>
    public string? ReturnedPrompt { get; init; }

    /// <summary>Requests to the model, with those that were refused.</summary>
    public int Requests { get; init; }

    /// <summary>How long the turn took.</summary>
    public TimeSpan Duration { get; init; }
}
