using System.Text.RegularExpressions;
using Keepalive.Platform.Terminals;

namespace Keepalive.Login;

/// <summary>
/// The choice in a list that is used with the arrow keys. It may show one page of many, so a list that may be longer is filtered first, by
/// typing the role's name; typing alone would not do, since the first that holds <c>Admin</c> may be <c>AdminReadOnly</c>.
/// </summary>
/// <param name="question">The number of the row above the list.</param>
/// <param name="role">A name or an ARN; null if no role is set.</param>
/// <param name="wanted">What is chosen instead of a role, most wanted first; empty for a role.</param>
internal sealed partial class ArrowChoice(long question, string? role, IReadOnlyList<Regex> wanted)
{
    /// <summary>The number of options that the library 'survey' shows at once by default. Fewer options are the whole list.</summary>
    private const int ShortestPage = 7;

    private const string Up = "\e[A";
    private const string Down = "\e[B";
    private const string Enter = "\r";

    private bool _isShortened;

    /// <summary>The number of the row above the list.</summary>
    public long Row => question;

    /// <summary>A person has chosen the role, as one of the options that were shown: the whole text of the option.</summary>
    public bool IsPersons { get; init; }

    /// <summary>The options that are shown.</summary>
    /// <param name="rows">All that is shown.</param>
    public IEnumerable<string> Shown(IEnumerable<TerminalRow> rows) =>
        rows.Where(row => row.Number > question).Select(row => Option().Match(row.Text)).Where(match => match.Success).Select(match => match.Groups["text"].Value);

    /// <summary>The row above the list.</summary>
    /// <param name="rows">All that is shown.</param>
    public string Words(IEnumerable<TerminalRow> rows) => rows.FirstOrDefault(row => row.Number == question).Text ?? string.Empty;

    /// <summary>The last keys have made the choice.</summary>
    public bool IsDone { get; private set; }

    /// <summary>One of the options is marked, so that the list is there. Whether it is whole, only silence tells.</summary>
    /// <param name="rows">All that is shown.</param>
    public bool IsPainted(IEnumerable<TerminalRow> rows) => rows.Any(row => row.Number > question && Option().Match(row.Text) is { Success: true } match && match.Groups["mark"].Success);

    /// <summary>The keys to press now; null, with the reason, if no option matches for certain.</summary>
    /// <param name="rows">All that is shown, once nothing more comes.</param>
    /// <param name="problem">The reason.</param>
    public string? Keys(IEnumerable<TerminalRow> rows, out string problem)
    {
        problem = string.Empty;
        Match[] shown = [.. rows.Where(row => row.Number > question).Select(row => Option().Match(row.Text)).Where(match => match.Success)];
        bool mayGoOn = !IsPersons && shown.Length >= ShortestPage;
        if (mayGoOn && wanted.Count == 0 && role is not null && !_isShortened)
        {
            _isShortened = true;
            return role[(role.LastIndexOf('/') + 1)..];
        }

        PrintedOption[] options = [.. shown.Select(match => new PrintedOption(match.Groups["text"].Value, match.Groups["text"].Value))];
        int marked = Array.FindIndex(shown, match => match.Groups["mark"].Success);
        PrintedOption? exact = IsPersons && marked >= 0 && Array.Exists(options, option => option.Text == role) ? Array.Find(options, option => option.Text == role) : null;
        if ((exact ?? PrintedList.Find(marked < 0 ? [] : options, role, wanted, out problem)) is not { } found)
        {
            return null;
        }

        // An ARN names one role of all there are, a name one of those that can be seen.
        if (mayGoOn && wanted.Count == 0 && role?.StartsWith("arn:", StringComparison.Ordinal) != true)
        {
            problem = $"the tool shows only a part of its list, so '{role}' (loginRole) may be the name of several roles; set loginRole to the role's ARN";
            return null;
        }

        IsDone = true;
        int steps = Array.IndexOf(options, found) - marked;
        return string.Concat(Enumerable.Repeat(steps < 0 ? Up : Down, Math.Abs(steps))) + Enter;
    }

    [GeneratedRegex(@"^(?:(?<mark>[>❯▸]) |  )(?<text>\S.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Option();
}
