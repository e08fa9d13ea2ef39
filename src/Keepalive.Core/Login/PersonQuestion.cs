using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>A question of the tool that only a person can answer.</summary>
/// <param name="Question">The question, for the person.</param>
/// <param name="Fault">The error of the login where no person can be asked; null: the prompt's own.</param>
internal sealed record PersonQuestion(Question Question, KeepaliveException? Fault)
{
    /// <summary>The rule that found the question; null where no rule knows it.</summary>
    public RecipeRule? Rule { get; init; }

    /// <summary>The options of a printed list, each with its number; empty for others.</summary>
    public IReadOnlyList<PrintedOption> Options { get; init; } = [];

    /// <summary>The number of the row above a list that is used with the arrow keys; null for others.</summary>
    public long? ListRow { get; init; }
}
