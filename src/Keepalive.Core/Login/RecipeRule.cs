using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>One thing that a login tool may say, and what to do then.</summary>
internal sealed record RecipeRule
{
    /// <summary>The class of prompt. Each is answered once in a login.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Answers, and failures with <see cref="After"/>: what the row without an end looks like, in which the cursor waits. The rest: what any
    /// row looks like.
    /// </summary>
    public required Regex Match { get; init; }

    /// <summary>The action.</summary>
    public required RecipeAction Action { get; init; }

    /// <summary>
    /// The text to send or to tell, with <c>${name}</c> for a value or a group of <see cref="Match"/>; the code of a failure.
    /// </summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>
    /// A row that must have come since the last answer: tells two lists apart that end in the same question, or a question that means a
    /// failure there.
    /// </summary>
    public Regex? After { get; init; }

    /// <summary>The prompt is a row that has ended, as above a list that is moved through with arrows.</summary>
    public bool IsRow { get; init; }

    /// <summary>A row between two prompts of this class that tells that the second is another question. Null: the words that all tools share decide.</summary>
    public Regex? Again { get; init; }

    /// <summary>Which option of a list is chosen, most wanted first; empty: the one of the role.</summary>
    public IReadOnlyList<Regex> Options { get; init; } = [];

    /// <summary>The code of a failure where the password is the last thing that was given; null: the same.</summary>
    public string? TextAfterPassword { get; init; }

    /// <summary>It counts where the password is the last thing that was given, and nowhere else.</summary>
    public bool IsOnlyAfterPassword { get; init; }

    /// <summary>
    /// True for a rule of a built-in recipe that reports a general failure or a step for a person. The error texts that all tools share have priority.
    /// </summary>
    public bool YieldsToWords { get; init; }

    /// <summary>The tool shows what is typed, as for a one-time code: no use in waiting for the echo to go off.</summary>
    public bool IsEchoed { get; init; }

    /// <summary>How a list is answered.</summary>
    public ChoiceForm Form { get; init; }

    /// <summary>Gives the answer instead of <see cref="Text"/>.</summary>
    public Func<string, CancellationToken, Secret?>? Reply { get; init; }

    /// <summary>It speaks of the row in which the cursor waits: an answer, or a failure that only a question shows.</summary>
    public bool IsOfPrompt => IsAnswer || (Action == RecipeAction.Failure && After is not null);

    /// <summary>It is answered by typing.</summary>
    public bool IsAnswer => Action is RecipeAction.SendSecret or RecipeAction.SendTotp or RecipeAction.Send or RecipeAction.Choose or RecipeAction.Ask;

    /// <summary>The answer must not be shown when it is typed.</summary>
    public bool IsHidden => Action is RecipeAction.SendSecret or RecipeAction.SendTotp || (Action == RecipeAction.Ask && AskedKinds.Find(Text) == Prompts.QuestionKind.Secret);
}
