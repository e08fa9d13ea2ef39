namespace Keepalive.Text;

/// <summary>Names in a sentence, and the noun before them in the number that fits.</summary>
public static class WordList
{
    /// <summary>"a", "a and b", "a, b and c".</summary>
    /// <param name="names">The names.</param>
    public static string And(IEnumerable<string> names) => Join(names, "and");

    /// <summary>"a", "a or b", "a, b or c".</summary>
    /// <param name="names">The names.</param>
    public static string Or(IEnumerable<string> names) => Join(names, "or");

    /// <summary>"profile is a", "profiles are a and b".</summary>
    /// <param name="noun">The noun in the singular.</param>
    /// <param name="names">The names, at least one.</param>
    public static string Are(string noun, IEnumerable<string> names) => names.ToArray() is var all && all.Length == 1 ? $"{noun} is {all[0]}" : $"{noun}s are {And(all)}";

    /// <summary>"no line", "1 line", "2 lines".</summary>
    /// <param name="number">The number.</param>
    /// <param name="noun">The noun in the singular.</param>
    public static string Count(int number, string noun) => number switch
    {
        0 => $"no {noun}",
        1 => $"1 {noun}",
        _ => $"{number} {noun}s",
    };

    /// <summary>The name as a word of a sentence.</summary>
    /// <param name="name">The name.</param>
    public static string Quoted(string name) => $"'{name}'";

    private static string Join(IEnumerable<string> names, string conjunction)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {conjunction} {all[^1]}";
    }
}
