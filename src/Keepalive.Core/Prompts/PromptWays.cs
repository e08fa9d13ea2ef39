using Keepalive.Configuration;

namespace Keepalive.Prompts;

/// <summary>The ways in which a detached worker can reach the person.</summary>
internal sealed record PromptWays
{
    /// <summary>How long a question stands where only a command of the person can answer it: Claude Code's refresh gives up after 165 s.</summary>
    private static readonly TimeSpan WithoutPage = TimeSpan.FromSeconds(150);

    /// <summary>The setting.</summary>
    public required PromptPlace Place { get; init; }

    /// <summary>Why no browser of this machine is the person's; null if one may be.</summary>
    public string? Headless { get; init; }

    /// <summary>The caller has a terminal, and asks there what it reads on the board.</summary>
    public bool HasTerminal { get; init; }

    /// <summary>The dialogs of this desktop; null if there are none.</summary>
    public IPromptDialog? Dialog { get; init; }

    /// <summary>Makes the board reachable.</summary>
    public required Func<PromptBoard, IPromptDoor> Open { get; init; }

    /// <summary>Opens an address in the person's browser; null where there is none.</summary>
    public Func<Uri, CancellationToken, Task>? OpenAddress { get; init; }

    /// <summary>The page may be opened.</summary>
    public bool HasPage => Place == PromptPlace.Page || (Place == PromptPlace.Automatic && Headless is null);

    /// <summary>Why no person can be asked at all; null if one can. Without a terminal, no person over SSH or in a container sees the question in time.</summary>
    public string? Obstacle => Place == PromptPlace.None ? "the setting 'prompt' is 'none'"
        : HasTerminal || Place == PromptPlace.Page ? null
        : Place == PromptPlace.Terminal ? "the setting 'prompt' is 'terminal', and the caller has no terminal"
        : Headless;

    /// <summary>The time of a question.</summary>
    /// <param name="question">The question.</param>
    public TimeSpan LimitOf(Question question) =>
        HasPage || HasTerminal || CanUseDialog(question) || question.Limit < WithoutPage ? question.Limit : WithoutPage;

    /// <summary>A dialog may ask this.</summary>
    /// <param name="question">The question.</param>
    public bool CanUseDialog(Question question) => Place is PromptPlace.Automatic or PromptPlace.Dialog && Headless is null && Dialog?.CanAsk(question) == true;
}
