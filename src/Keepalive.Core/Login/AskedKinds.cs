using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>The words of a recipe for the kinds of questions that a rule may ask.</summary>
internal static class AskedKinds
{
    private static readonly (string Word, QuestionKind Kind)[] s_kinds =
        [("secret", QuestionKind.Secret), ("code", QuestionKind.OneTimeCode), ("choice", QuestionKind.Choice), ("text", QuestionKind.Text)];

    /// <summary>All words, for messages.</summary>
    public static string All { get; } = string.Join(", ", s_kinds.Select(static pair => pair.Word));

    /// <summary>The kind of a word; null for an unknown word.</summary>
    /// <param name="word">The word.</param>
    public static QuestionKind? Find(string? word)
    {
        foreach ((string known, QuestionKind kind) in s_kinds)
        {
            if (known == word)
            {
                return kind;
            }
        }

        return null;
    }
}
