using System.Text;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Two versions of a file as <c>diff -u</c> shows them.</summary>
internal static class UnifiedDifference
{
    private const int Context = 3;

    /// <summary>Above that, the middle is shown as gone and come.</summary>
    private const int MaximumCells = 4_000_000;

    /// <param name="path">The file.</param>
    /// <param name="before">Its text; null when it is not there.</param>
    /// <param name="after">Its new text; null when it goes away.</param>
    public static string Between(string path, string? before, string? after)
    {
        List<(char Mark, string Line)> script = Script(Lines(before), Lines(after));
        Show(script, ShownText.Lines(before ?? string.Empty, Lines), ShownText.Lines(after ?? string.Empty, Lines));
        var text = new StringBuilder($"--- {(before is null ? "/dev/null" : path)}\n+++ {(after is null ? "/dev/null" : path)}\n");
        for (int index = 0; index < script.Count;)
        {
            int change = script.FindIndex(index, line => line.Mark != ' ');
            if (change < 0)
            {
                break;
            }

            int start = Math.Max(index, change - Context);
            int end = change;
            for (int next = change; next < script.Count && next - end <= 2 * Context; next++)
            {
                end = script[next].Mark == ' ' ? end : next;
            }

            end = Math.Min(script.Count, end + 1 + Context);
            WriteHunk(text, script, start, end);
            index = end;
        }

        return text.ToString();
    }

    private static void WriteHunk(StringBuilder text, List<(char Mark, string Line)> script, int start, int end)
    {
        int oldLine = script.Take(start).Count(line => line.Mark != '+') + 1;
        int newLine = script.Take(start).Count(line => line.Mark != '-') + 1;
        List<(char Mark, string Line)> hunk = script[start..end];
        int oldCount = hunk.Count(line => line.Mark != '+');
        int newCount = hunk.Count(line => line.Mark != '-');
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"@@ -{(oldCount == 0 ? oldLine - 1 : oldLine)},{oldCount} +{(newCount == 0 ? newLine - 1 : newLine)},{newCount} @@\n");
        foreach ((char mark, string line) in hunk)
        {
            text.Append(mark).Append(line).Append('\n');
        }
    }

    /// <summary>The differences are found with the real lines; the shown lines are those without secrets, of the same number.</summary>
    private static void Show(List<(char Mark, string Line)> script, string[] before, string[] after)
    {
        int old = 0;
        int now = 0;
        for (int index = 0; index < script.Count; index++)
        {
            char mark = script[index].Mark;
            script[index] = (mark, mark == '-' ? before[old] : after[now]);
            old += mark == '+' ? 0 : 1;
            now += mark == '-' ? 0 : 1;
        }
    }

    private static string[] Lines(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        string[] lines = text.TrimStart('\uFEFF').Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static List<(char Mark, string Line)> Script(string[] old, string[] now)
    {
        int head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        List<(char, string)> script = [.. old[..head].Select(line => (' ', line))];
        script.AddRange(Middle(old[head..^tail], now[head..^tail]));
        script.AddRange(old[^tail..].Select(line => (' ', line)));
        return script;
    }

    private static List<(char Mark, string Line)> Middle(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > MaximumCells)
        {
            return [.. old.Select(line => ('-', line)), .. now.Select(line => ('+', line))];
        }

        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<(char, string)> script = [];
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                script.Add((' ', old[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < old.Length && (j == now.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                script.Add(('-', old[i++]));
            }
            else
            {
                script.Add(('+', now[j++]));
            }
        }

        return script;
    }
}
