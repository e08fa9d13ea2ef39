using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>
/// A row as it stands, and without what a logger has written before it, piece by piece: a pattern may fit any of these, since a rule may itself begin with a level.
/// </summary>
internal sealed class RowText
{
    private readonly string[] _forms;

    private RowText(string[] forms) => _forms = forms;

    /// <summary>As it stands.</summary>
    public string Whole => _forms[0];

    /// <summary>Without times, levels and marks; the same where there are none.</summary>
    public string Message => _forms[^1];

    /// <summary>All forms of a row.</summary>
    public static RowText Of(string row) => new(LoginWords.Shared.Forms(row));

    /// <summary>The match; null if there is none.</summary>
    public Match? Find(Regex pattern)
    {
        foreach (string form in _forms)
        {
            if (RecipePattern.Find(pattern, form) is { } match)
            {
                return match;
            }
        }

        return null;
    }

    /// <summary>The text before a match.</summary>
    public string Before(Match match) => FormOf(match)[..match.Index];

    /// <summary>The match is all of the row, blanks around it excepted.</summary>
    public bool IsAllOf(Match match)
    {
        string form = FormOf(match);
        return string.IsNullOrWhiteSpace(form[..match.Index]) && string.IsNullOrWhiteSpace(form[(match.Index + match.Length)..]);
    }

    private string FormOf(Match match) => Array.Find(
        _forms, form => match.Index + match.Length <= form.Length && form.AsSpan(match.Index, match.Length).SequenceEqual(match.ValueSpan)) ?? Whole;
}
