using System.Text;
using DiffPlex;
using DiffPlex.Model;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Two versions of a file as <c>diff -u</c> shows them. DiffPlex finds the changes; Keepalive formats them and hides secrets.</summary>
internal static class UnifiedDifference
{
    private const int Context = 3;

    /// <summary>Above that, the whole middle is shown as removed and added.</summary>
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

    /// <summary>The common start and end are not searched: usually only a few lines of a large settings file change.</summary>
    private static List<(char Mark, string Line)> Script(string[] old, string[] now)
    {
        int head = old.AsSpan().CommonPrefixLength(now);
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

        List<(char, string)> script = [];
        int next = 0;
        foreach (DiffBlock block in Differ.Instance.CreateDiffs(Joined(old), Joined(now), ignoreWhiteSpace: false, ignoreCase: false, new LineChunks()).DiffBlocks)
        {
            script.AddRange(old[next..block.DeleteStartA].Select(line => (' ', line)));
            script.AddRange(old.AsSpan(block.DeleteStartA, block.DeleteCountA).ToArray().Select(line => ('-', line)));
            script.AddRange(now.AsSpan(block.InsertStartB, block.InsertCountB).ToArray().Select(line => ('+', line)));
            next = block.DeleteStartA + block.DeleteCountA;
        }

        script.AddRange(old[next..].Select(line => (' ', line)));
        return script;

        static string Joined(string[] lines) => string.Concat(lines.Select(line => line + '\n'));
    }

    /// <summary>The library takes one text and splits it into lines; no line here contains a line end.</summary>
    private sealed class LineChunks : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => text.Length == 0 ? [] : text[..^1].Split('\n');
    }
}
