namespace Keepalive.Login;

/// <summary>A prompt that was answered.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Row">Its row.</param>
/// <param name="Text">What the row said.</param>
/// <param name="Times">How often its class was answered, this time too.</param>
/// <param name="Before">What had come before it since the answer before.</param>
internal sealed record GivenAnswer(RecipeRule Rule, long Row, string Text, int Times, IReadOnlyList<string> Before)
{
    /// <summary>A person gave it, and can give another one after a refusal.</summary>
    public bool IsPersons { get; init; }
}
