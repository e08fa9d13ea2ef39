namespace Keepalive.Text;

/// <summary>A noun of a question with its indefinite article: "a code", "an answer".</summary>
public static class Article
{
    /// <summary>The noun with its article.</summary>
    /// <param name="noun">The noun, in lower case; null: an answer.</param>
    public static string With(string? noun) => noun switch
    {
        null or "" => "an answer",
        ['a' or 'e' or 'i' or 'o', ..] => "an " + noun,
        _ => "a " + noun,
    };
}
