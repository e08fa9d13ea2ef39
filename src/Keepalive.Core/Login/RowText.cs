using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>A row as it stands, and without what a logger has written before it: a pattern may fit either.</summary>
/// <param name="Whole">As it stands.</param>
/// <param name="Message">Without time, level and mark; the same where there are none.</param>
internal readonly record struct RowText(string Whole, string Message)
{
    /// <summary>Both forms of a row.</summary>
    public static RowText Of(string row) => new(row, LoginWords.Shared.WithoutPrefix(row));

    /// <summary>What matches; null when nothing does.</summary>
    public Match? Find(Regex pattern) => RecipePattern.Find(pattern, Whole) ?? (HasPrefix ? RecipePattern.Find(pattern, Message) : null);

    /// <summary>What stands before a match.</summary>
    public string Before(Match match) => FormOf(match)[..match.Index];

    /// <summary>The match is all of the row, blanks around it excepted.</summary>
    public bool IsAllOf(Match match)
    {
        string form = FormOf(match);
        return string.IsNullOrWhiteSpace(form[..match.Index]) && string.IsNullOrWhiteSpace(form[(match.Index + match.Length)..]);
    }

    private bool HasPrefix => Message.Length != Whole.Length;

    private string FormOf(Match match) =>
        match.Index + match.Length <= Whole.Length && Whole.AsSpan(match.Index, match.Length).SequenceEqual(match.ValueSpan) ? Whole : Message;
}
