using System.Text.RegularExpressions;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Login;

/// <summary>
/// What login tools and identity providers say, one table for all recipes: how they fail, what a logger writes before it, where a person has to go.
/// It is data, <c>LoginWords.json</c>, and read when the first tool is driven.
/// </summary>
internal sealed class LoginWords
{
    /// <summary>A time, a level, a name, a mark: no logger writes more.</summary>
    private const int MostPrefixes = 6;

    private static readonly Lazy<LoginWords> s_shared = new(Read);

    private readonly JsoncDocument _document;
    private readonly string[] _hints;
    private readonly Regex _unless;
    private readonly Regex _prefix;
    private readonly Regex _refused;
    private readonly Regex _taken;

    private LoginWords(JsoncDocument document)
    {
        _document = document;
        _hints = [.. Texts("hints")];
        _unless = Pattern("unless");
        _prefix = RecipePattern.CompileOurs($"^(?:{string.Join('|', Texts("prefix"))})[ \\t]*");
        _refused = Pattern("refused");
        _taken = Pattern("taken");
        Failures = [.. document.Find("failures")!.Items.Select(item => ToRule(item.Value))];
        Addresses = new AddressWords([.. Texts("address").Select(RecipePattern.CompileOurs)], Pattern("addressAlone"), Pattern("addressFollows"), [.. Texts("code").Select(RecipePattern.CompileOurs)]);
    }

    /// <summary>The table.</summary>
    public static LoginWords Shared => s_shared.Value;

    /// <summary>How they fail; the first that matches counts.</summary>
    public IReadOnlyList<RecipeRule> Failures { get; }

    /// <summary>Where a person has to go.</summary>
    public AddressWords Addresses { get; }

    /// <summary>The row without times, levels and marks.</summary>
    public string WithoutPrefix(string row) => Forms(row)[^1];

    /// <summary>The line, then the line without its first log prefix, without the second, and so on.</summary>
    public string[] Forms(string row)
    {
        if (row.Length == 0 || !MayBePrefix(row[0]))
        {
            return [row];
        }

        List<string> forms = [row];
        while (forms.Count <= MostPrefixes && RecipePattern.Find(_prefix, forms[^1]) is { Length: > 0 } match && match.Length < forms[^1].Length)
        {
            forms.Add(forms[^1][match.Length..]);
        }

        return [.. forms];
    }

    /// <summary>The failure that a row tells of; null when it tells of none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="passwordWasLast">The password is the last thing that was given.</param>
    public (RecipeRule Rule, string Code)? FindFailure(RowText row, bool passwordWasLast)
    {
        if (!Array.Exists(_hints, hint => row.Whole.Contains(hint, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        foreach (RecipeRule rule in Failures)
        {
            if ((passwordWasLast || !rule.IsOnlyAfterPassword) && row.Find(rule.Match) is { } match && RecipePattern.Find(_unless, row.Before(match)) is null)
            {
                return (rule, passwordWasLast && rule.TextAfterPassword is { } text ? text : rule.Text);
            }
        }

        return null;
    }

    /// <summary>The row says that an answer was not taken.</summary>
    public bool IsRefusal(string row) => RecipePattern.Find(_refused, row) is not null;

    /// <summary>The row says that an answer was taken, or that something else begins.</summary>
    public bool IsProgress(string row) => RecipePattern.Find(_taken, row) is not null;

    /// <summary>Most lines of a flood of output begin with a small letter, and need only one test.</summary>
    private static bool MayBePrefix(char first) => !char.IsAsciiLetterLower(first) || first is 't' or 'l' or 'i' or 'e' or 'w' or 'd' or 'f' or 's';

    private static LoginWords Read()
    {
        using Stream stream = typeof(LoginWords).Assembly.GetManifestResourceStream("login-words.json")!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new LoginWords(JsoncDocument.Parse(content));
    }

    private IEnumerable<string> Texts(string field) => _document.Find(field)!.Items.Select(item => _document.StringOf(item.Value)!);

    private Regex Pattern(string field) => RecipePattern.CompileOurs(_document.StringOf(_document.Find(field)!)!);

    private RecipeRule ToRule(JsoncNode node) => new()
    {
        Name = Text(node, "name")!,
        Match = RecipePattern.CompileOurs(Text(node, "match")!),
        Action = RecipeAction.Failure,
        Text = Text(node, "failure")!,
        TextAfterPassword = Text(node, "afterPassword"),
        IsOnlyAfterPassword = node.Find("onlyAfterPassword") is not null,
    };

    private string? Text(JsoncNode node, string field) => node.Find(field) is { } item ? _document.StringOf(item.Value) : null;
}
