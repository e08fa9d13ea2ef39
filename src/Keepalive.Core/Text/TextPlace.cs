using System.Text;

namespace Keepalive.Text;

/// <summary>Turns growing byte offsets into lines and columns, each part of the text looked at once.</summary>
internal ref struct TextPlace(ReadOnlySpan<byte> content)
{
    private readonly ReadOnlySpan<byte> _content = content;
    private int _seen;

    /// <summary>The line of the last offset, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The column of the last offset, from 1, in characters.</summary>
    public int Column { get; private set; } = 1;

    public void MoveTo(long offset)
    {
        int end = (int)Math.Clamp(offset, _seen, _content.Length);
        ReadOnlySpan<byte> passed = _content[_seen..end];
        _seen = end;
        if (passed.LastIndexOf((byte)'\n') is >= 0 and int last)
        {
            Line += passed.Count((byte)'\n');
            Column = 1;
            passed = passed[(last + 1)..];
        }

        Column += Encoding.UTF8.GetCharCount(passed);
    }

    /// <summary>Moves to a line, from 0, and a byte in it: what a JSON reader tells of an error.</summary>
    public void MoveTo(long line, long byteInLine)
    {
        int start = 0;
        for (; line > 0 && _content[start..].IndexOf((byte)'\n') is >= 0 and int end; line--)
        {
            start += end + 1;
        }

        MoveTo(start + byteInLine);
    }
}
