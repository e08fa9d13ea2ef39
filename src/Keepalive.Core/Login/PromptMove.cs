using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>The consequence of a tool's output.</summary>
/// <param name="Rule">The rule that matched; null when none did.</param>
internal abstract record PromptMove(RecipeRule? Rule);

/// <summary>Type an answer. The rule tells which.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Match">What it matched.</param>
/// <param name="Row">The prompt's row.</param>
/// <param name="Before">What has come since the last answer.</param>
internal sealed record AnswerMove(RecipeRule Rule, Match Match, long Row, IReadOnlyList<string> Before) : PromptMove(Rule)
{
    /// <summary>There is a rule here.</summary>
    public new RecipeRule Rule { get; } = Rule;

    /// <summary>The code of the refusal of a person's answer before; null at the first time.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Tell the person something.</summary>
/// <param name="Rule">The rule; null for an address that no rule knows.</param>
/// <param name="Message">The words.</param>
internal sealed record TellMove(RecipeRule? Rule, string Message) : PromptMove(Rule)
{
    /// <summary>The address to open; null if there is none.</summary>
    public string? Address { get; init; }

    /// <summary>The code to enter or to compare there.</summary>
    public string? UserCode { get; init; }

    /// <summary>The address is opened in the browser.</summary>
    public bool Opens { get; init; }
}

/// <summary>The tool has told when the key ends.</summary>
/// <param name="Text">The text of the option.</param>
internal sealed record ExpiryMove(string Text) : PromptMove((RecipeRule?)null);

/// <summary>The tool says that it has worked.</summary>
/// <param name="Rule">The rule.</param>
internal sealed record SuccessMove(RecipeRule Rule) : PromptMove(Rule);

/// <summary>Nothing more is to be expected of this run.</summary>
/// <param name="Rule">The rule, if one has said so.</param>
/// <param name="Code">What has happened.</param>
/// <param name="Row">The row that says so.</param>
internal sealed record FailureMove(RecipeRule? Rule, string Code, string Row) : PromptMove(Rule);
