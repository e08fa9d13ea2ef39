using System.Text;

namespace Keepalive.Platform.Jsonc;

/// <summary>Lines and columns as an editor shows them. CR LF, LF and CR each end a line.</summary>
internal static class JsoncPosition
{
    public static (int Line, int Column) Of(ReadOnlySpan<byte> text, int position)
    {
        ReadOnlySpan<byte> before = text[..position];
        int lineStart = before.LastIndexOfAny((byte)'\r', (byte)'\n') + 1;
        int ends = before.Count((byte)'\n') + before.Count((byte)'\r') - before.Count("\r\n"u8);
        if (lineStart == 0 && before.StartsWith("\uFEFF"u8))
        {
            lineStart = 3;
        }

        int column = 1;
        for (ReadOnlySpan<byte> rest = before[Math.Min(lineStart, position)..]; !rest.IsEmpty; column++)
        {
            Rune.DecodeFromUtf8(rest, out _, out int length);
            rest = rest[length..];
        }

        return (ends + 1, column);
    }
}
