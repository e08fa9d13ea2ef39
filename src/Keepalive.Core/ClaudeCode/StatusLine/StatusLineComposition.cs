using Keepalive.Sessions;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>Puts our part beside another status line's: on its first line where there is room, below it where there is none.</summary>
internal static class StatusLineComposition
{
    private const string Separator = " | ";

    /// <summary>The whole status line, without a line end; empty when there is nothing to show.</summary>
    /// <param name="session">What is known; null when looking failed.</param>
    /// <param name="other">What the other one printed; null for nothing.</param>
    /// <param name="style">What can be shown.</param>
    public static string Write(SessionSnapshot? session, string? other, StatusLineStyle style)
    {
        int columns = style.Columns ?? int.MaxValue;
        string[] lines = other is null ? [] : [.. other.ReplaceLineEndings("\n").Split('\n').Select(static line => ForeignStatusLine.Line(line.TrimEnd())).Where(static line => line.Length > 0)];
        if (lines.Length == 0)
        {
            return StatusLineText.Write(session, style, columns) ?? string.Empty;
        }

        int room = columns - DisplayWidth.Of(lines[0]) - Separator.Length;
        if (StatusLineText.Write(session, style, room) is { } beside)
        {
            lines[0] += Separator + beside;
            return string.Join('\n', lines);
        }

        return StatusLineText.Write(session, style, columns) is { } below ? string.Join('\n', [.. lines, below]) : string.Join('\n', lines);
    }
}
