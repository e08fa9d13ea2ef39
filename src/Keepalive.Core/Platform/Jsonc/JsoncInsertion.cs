namespace Keepalive.Platform.Jsonc;

/// <summary>
/// Puts a new item at the end of a container. After items on their own lines it gets its own line, below a
/// comment that follows the last of them; otherwise it is added to the line.
/// </summary>
internal static class JsoncInsertion
{
    /// <param name="text">The document.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="container">The object or array.</param>
    /// <param name="render">Gives the item's text for an indentation and a layout.</param>
    public static byte[] Apply(ReadOnlySpan<byte> text, JsoncStyle style, JsoncNode container, Func<string, bool, string> render)
    {
        var patch = new JsoncPatch();
        if (container.Items.Count > 0)
        {
            Append(text, patch, style, container, render);
        }
        else
        {
            Fill(text, patch, style, container, render);
        }

        return patch.Apply(text);
    }

    private static void Append(ReadOnlySpan<byte> text, JsoncPatch patch, JsoncStyle style, JsoncNode container, Func<string, bool, string> render)
    {
        JsoncItem last = container.Items[^1];
        bool hasComma = last.Comma >= 0;
        int behind = hasComma ? last.Comma + 1 : last.End;
        string? indent = JsoncStyle.Leading(text, last.Start);
        string own = indent is not null ? style.LineEnd + indent + render(indent, true) : style.Gap + render(string.Empty, false);
        if (hasComma)
        {
            patch.Insert(indent is null ? behind : EndOfComments(text, behind), own + ",");
        }
        else
        {
            patch.Insert(last.End, ",");
            patch.Insert(indent is null ? behind : EndOfComments(text, behind), own);
        }
    }

    /// <summary>The comment of an empty container stays before the new item: usually it explains the container.</summary>
    private static void Fill(ReadOnlySpan<byte> text, JsoncPatch patch, JsoncStyle style, JsoncNode container, Func<string, bool, string> render)
    {
        int close = container.End - 1;
        int position = container.Start + 1;
        var scanner = new JsoncScanner(text) { Position = position };
        while (true)
        {
            int rest = text[scanner.Position..close].IndexOfAnyExcept(" \t\r\n"u8);
            if (rest < 0)
            {
                break;
            }

            scanner.Position += rest;
            scanner.SkipComment();
            position = scanner.Position;
        }

        string outer = JsoncStyle.IndentOfLine(text, container.Start);
        string inner = outer + style.Indent;
        string comma = style.HasTrailingCommas ? "," : string.Empty;
        if (text[position..close].ContainsAny((byte)'\r', (byte)'\n'))
        {
            patch.Insert(position, style.LineEnd + inner + render(inner, true) + comma);
        }
        else if (style.IsMultiLine && position == container.Start + 1)
        {
            patch.Insert(close, style.LineEnd + inner + render(inner, true) + comma + style.LineEnd + outer);
        }
        else
        {
            patch.Insert(position, (position == container.Start + 1 ? string.Empty : " ") + render(string.Empty, false));
        }
    }

    /// <summary>The end of the last comment that begins and ends on this line.</summary>
    internal static int EndOfComments(ReadOnlySpan<byte> text, int position)
    {
        var scanner = new JsoncScanner(text) { Position = position };
        while (true)
        {
            int rest = text[scanner.Position..].IndexOfAnyExcept((byte)' ', (byte)'\t');
            if (rest < 0 || text[scanner.Position + rest] != (byte)'/')
            {
                return position;
            }

            scanner.Position += rest;
            int start = scanner.Position;
            scanner.SkipComment();
            if (text[start..scanner.Position].ContainsAny((byte)'\r', (byte)'\n'))
            {
                return position;
            }

            position = scanner.Position;
        }
    }
}
