using System.Text;

namespace Keepalive.Platform.Jsonc;

/// <summary>How a document is written, so that new text looks like the old.</summary>
/// <param name="LineEnd">The line end that most lines have.</param>
/// <param name="Indent">One step of indentation.</param>
/// <param name="IsMultiLine">Members have lines of their own.</param>
/// <param name="HasTrailingCommas">There is a comma after the last member too.</param>
/// <param name="Gap">The white space after a colon and, in a single line, after a comma.</param>
internal sealed record JsoncStyle(string LineEnd, string Indent, bool IsMultiLine, bool HasTrailingCommas, string Gap)
{
    /// <summary>The style of Claude Code.</summary>
    private const string UsualIndent = "  ";

    public static JsoncStyle Of(ReadOnlySpan<byte> text, JsoncNode? root)
    {
        bool isEmpty = root is not { IsContainer: true, Items.Count: > 0 };
        bool multiLine = isEmpty || text[root!.Start..root.End].ContainsAny((byte)'\r', (byte)'\n');
        return new JsoncStyle(
            LineEndOf(text),
            isEmpty ? UsualIndent : IndentOf(text, root!, 0) ?? UsualIndent,
            multiLine,
            !isEmpty && multiLine && root!.Items[^1].Comma >= 0,
            !isEmpty && root!.Items[0] is { Name: not null } first && text[first.Value.Start - 1] == (byte)':' ? string.Empty : " ");
    }

    /// <summary>The white space before a position on its line, if there is nothing else before it; otherwise null.</summary>
    public static string? Leading(ReadOnlySpan<byte> text, int position)
    {
        // Backwards over the white space alone: the whole line, once for each of its items, would take minutes for a long one.
        int start = position;
        while (start > 0 && text[start - 1] is (byte)' ' or (byte)'\t')
        {
            start--;
        }

        bool beginsLine = start == 0 || text[start - 1] is (byte)'\r' or (byte)'\n' || (start == 3 && text.StartsWith("\uFEFF"u8));
        return beginsLine ? Encoding.ASCII.GetString(text[start..position]) : null;
    }

    /// <summary>The white space that the line of a position begins with.</summary>
    public static string IndentOfLine(ReadOnlySpan<byte> text, int position)
    {
        int start = LineStart(text, position);
        int end = text[start..position].IndexOfAnyExcept((byte)' ', (byte)'\t');
        return Encoding.ASCII.GetString(end < 0 ? text[start..position] : text.Slice(start, end));
    }

    private static int LineStart(ReadOnlySpan<byte> text, int position)
    {
        int start = text[..position].LastIndexOfAny((byte)'\r', (byte)'\n') + 1;
        return start == 0 && text.StartsWith("\uFEFF"u8) ? Math.Min(3, position) : start;
    }

    private static string LineEndOf(ReadOnlySpan<byte> text)
    {
        int both = text.Count("\r\n"u8);
        int feeds = text.Count((byte)'\n') - both;
        int returns = text.Count((byte)'\r') - both;
        return both > feeds && both >= returns ? "\r\n" : returns > feeds ? "\r" : "\n";
    }

    /// <summary>By how much the first container whose items have lines of their own indents them.</summary>
    private static string? IndentOf(ReadOnlySpan<byte> text, JsoncNode container, int depth)
    {
        foreach (JsoncItem item in container.Items)
        {
            if (Leading(text, item.Start) is { Length: > 0 } own)
            {
                string outer = IndentOfLine(text, container.Start);
                return own.Length > outer.Length && own.StartsWith(outer, StringComparison.Ordinal) ? own[outer.Length..] : null;
            }

            if (item.Value.IsContainer && depth < 8 && IndentOf(text, item.Value, depth + 1) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }
}
