using System.Text;

namespace Keepalive.Secrets;

/// <summary>The end of a program's error output, as it may be shown.</summary>
internal static class SecretCommandErrors
{
    private const int MostRows = 3;
    private const int LongestRow = 200;

    /// <summary>The last rows as a phrase to append, or nothing: none where the program repeats there what it has printed.</summary>
    /// <param name="errors">The error output.</param>
    /// <param name="output">What it has printed, which may be the secret.</param>
    public static string Quote(ReadOnlySpan<byte> errors, ReadOnlySpan<byte> output)
    {
        if (output.Length > 0 && errors.IndexOf(output) >= 0)
        {
            return " (its error output is not shown, because it contains the printed text)";
        }

        string[] rows = [.. SecretShapes.Clean(Encoding.UTF8.GetString(errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TakeLast(MostRows)];
        return rows.Length == 0 ? string.Empty : $" (error output: {string.Join(" / ", rows.Select(Shown))})";
    }

    private static string Shown(string row) => VisibleText.Line(row.Length > LongestRow ? row[..LongestRow] + "…" : row);
}
