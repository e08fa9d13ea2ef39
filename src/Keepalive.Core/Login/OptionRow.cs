using System.Text.RegularExpressions;
using Keepalive.Platform.Terminals;

namespace Keepalive.Login;

/// <summary>Rows that offer a choice, and the lists that they make.</summary>
internal static partial class OptionRow
{
    /// <summary>An option with a number.</summary>
    public static bool Is(string row) => Numbered().IsMatch(row) || Numbered().IsMatch(LoginWords.Shared.WithoutPrefix(row));

    /// <summary>The list that a tool waits below; empty when the last rows are none.</summary>
    /// <param name="rows">All that is shown.</param>
    /// <param name="answered">The number of the last row that was answered.</param>
    /// <param name="personIsAwaited">A mark alone may stand before a row that tells of the waiting.</param>
    /// <param name="isCertain">It is moved through with arrows: nothing else looks like it.</param>
    public static IReadOnlyList<string> FindList(IEnumerable<TerminalRow> rows, long answered, bool personIsAwaited, out bool isCertain)
    {
        TerminalRow[] last = [.. rows.Where(row => row.Number > answered).TakeLast(60)];
        int hint = Array.FindLastIndex(last, row => Hint().IsMatch(row.Text));
        int marked = Array.FindLastIndex(last, row => Marked().IsMatch(row.Text));
        isCertain = marked >= 0 && (hint >= 0 || (!personIsAwaited && IsBlock(last, marked)));
        if (isCertain)
        {
            int start = hint >= 0 && hint < marked ? hint : Math.Max(0, FirstOfBlock(last, marked) - 1);
            return [.. last.Skip(start).Select(row => row.Text)];
        }

        int options = last.AsEnumerable().Reverse().TakeWhile(row => Is(row.Text)).Count();
        return options < 2 ? [] : [.. last.Skip(Math.Max(0, last.Length - options - 1)).Select(row => row.Text)];
    }

    private static int FirstOfBlock(TerminalRow[] rows, int marked)
    {
        while (marked > 0 && Unmarked().IsMatch(rows[marked - 1].Text))
        {
            marked--;
        }

        return marked;
    }

    /// <summary>One that is marked among others that are not, and nothing but them up to the end.</summary>
    private static bool IsBlock(TerminalRow[] rows, int marked) =>
        rows.Skip(marked + 1).All(row => Unmarked().IsMatch(row.Text)) && (marked + 1 < rows.Length || (marked > 0 && Unmarked().IsMatch(rows[marked - 1].Text)));

    [GeneratedRegex(@"^\s*(?:\[\s*[0-9]{1,4}\s*\]:?|\(\s*[0-9]{1,4}\s*\)|[0-9]{1,4}[:.)])\s+\S|^\s*[0-9]{1,4}\s{2,}\S", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^\s{0,4}(?:[>❯▸➤›→»●◉▶]|\([*xX•]\)|\[[xX*]\])\s{1,2}\S", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^(?:\s{1,6}|\s*(?:[○◯]|\(\s?\)|\[\s?\])\s)\S", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Unmarked();

    [GeneratedRegex(@"(?i)\buse (?:the )?(?:up and down |up/down )?arrow|\[use arrows|↑|arrow keys|\(use ↑", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hint();
}
