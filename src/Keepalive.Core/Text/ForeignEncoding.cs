namespace Keepalive.Text;

/// <summary>
/// UTF-16, which Windows PowerShell's <c>&gt;</c> and some editors write, and no AWS tool and no JSON reader reads. All our files begin with an ASCII
/// character, so a zero byte beside the first one tells it also where the file has no byte order mark.
/// </summary>
internal static class ForeignEncoding
{
    /// <summary>The name of the encoding; null if the content is not UTF-16.</summary>
    public static string? Of(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xFE, ..] => "UTF-16 (little endian)",
        [0xFE, 0xFF, ..] => "UTF-16 (big endian)",
        [not 0, 0, not 0, 0, ..] => "UTF-16 (little endian, without a byte order mark)",
        [0, not 0, 0, not 0, ..] => "UTF-16 (big endian, without a byte order mark)",
        _ => null,
    };
}
