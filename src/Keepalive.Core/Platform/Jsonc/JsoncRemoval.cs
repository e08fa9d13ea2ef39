namespace Keepalive.Platform.Jsonc;

/// <summary>
/// Takes an item out, with one comma and the white space before it. A comment that follows on the item's own line speaks
/// of it and goes too; comments in lines of their own stay. The reverse of <see cref="JsoncInsertion"/>.
/// </summary>
internal static class JsoncRemoval
{
    public static byte[] Apply(ReadOnlySpan<byte> text, JsoncNode container, int index)
    {
        var patch = new JsoncPatch();
        JsoncItem item = container.Items[index];
        int start = StartOf(text, item.Start);
        int end = item.Comma >= 0 && !text[item.End..item.Comma].ContainsAnyExcept((byte)' ', (byte)'\t') ? item.Comma + 1 : item.End;
        if (item.Comma >= end)
        {
            patch.Remove(item.Comma, item.Comma + 1);
        }
        else if (item.Comma < 0 && index > 0)
        {
            int comma = container.Items[index - 1].Comma;
            patch.Remove(comma, comma + 1);
        }

        if (JsoncStyle.Leading(text, item.Start) is not null)
        {
            end = EndWithComments(text, end, container.End - 1);
        }

        if (container.Items.Count == 1 && !text[(container.Start + 1)..start].ContainsAnyExcept(" \t\r\n"u8) && !text[end..(container.End - 1)].ContainsAnyExcept(" \t\r\n"u8))
        {
            patch.Remove(container.Start + 1, container.End - 1);
        }
        else
        {
            patch.Remove(KeepsCommentApart(text, index > 0 ? container.Items[index - 1].End : container.Start + 1, start, end) ? item.Start : start, end);
        }

        return patch.Apply(text);
    }

    /// <summary>The white space before an item, back to the line end before it and not beyond.</summary>
    private static int StartOf(ReadOnlySpan<byte> text, int position)
    {
        int start = text[..position].LastIndexOfAnyExcept((byte)' ', (byte)'\t') + 1;
        return start switch
        {
            > 1 when text[start - 1] == (byte)'\n' && text[start - 2] == (byte)'\r' => start - 2,
            > 0 when text[start - 1] is (byte)'\n' or (byte)'\r' => start - 1,
            _ => start,
        };
    }

    private static int EndWithComments(ReadOnlySpan<byte> text, int end, int close)
    {
        int behind = JsoncInsertion.EndOfComments(text, end);
        int rest = text[behind..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        return rest >= 0 && (text[behind + rest] is (byte)'\r' or (byte)'\n' || behind + rest == close) ? behind : end;
    }

    /// <summary>The line end before the item may be all that keeps a comment from swallowing what follows.</summary>
    private static bool KeepsCommentApart(ReadOnlySpan<byte> text, int from, int start, int end)
    {
        int rest = text[end..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (text[start] is not ((byte)'\r' or (byte)'\n') || rest < 0 || text[end + rest] is (byte)'\r' or (byte)'\n')
        {
            return false;
        }

        bool isLineComment = false;
        var scanner = new JsoncScanner(text) { Position = from };
        while (scanner.Position < start)
        {
            if (scanner.Current == (byte)'/')
            {
                isLineComment = text[scanner.Position + 1] == (byte)'/';
                scanner.SkipComment();
            }
            else
            {
                isLineComment = false;
                scanner.Position++;
            }
        }

        return isLineComment;
    }
}
