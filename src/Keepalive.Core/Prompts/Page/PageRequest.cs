using System.Buffers.Text;
using System.Text;

namespace Keepalive.Prompts.Page;

/// <summary>The head of a request to the page's server. Read strictly: what two readers could understand differently is refused.</summary>
internal sealed class PageRequest
{
    private PageRequest(string method, string target)
    {
        Method = method;
        Target = target;
    }

    public string Method { get; }

    /// <summary>The path with its query; visible ASCII.</summary>
    public string Target { get; }

    public string? Host { get; private set; }

    public string? Origin { get; private set; }

    /// <summary>Where the request was made, as a browser tells it (Fetch Metadata).</summary>
    public string? FetchSite { get; private set; }

    /// <summary>The bytes of the token, in the buffer of the connection; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Token { get; private set; }

    /// <summary>The question that is answered or declined.</summary>
    public string? Question { get; private set; }

    public string? ContentType { get; private set; }

    /// <summary>The length of the body; null if none is named.</summary>
    public int? ContentLength { get; private set; }

    /// <summary>The request; null if it is not one.</summary>
    /// <param name="head">The head with its empty line.</param>
    public static PageRequest? Parse(ReadOnlyMemory<byte> head)
    {
        ReadOnlyMemory<byte> rest = head;
        if (NextLine(ref rest) is not { } first || ParseFirst(first.Span) is not { } request)
        {
            return null;
        }

        while (NextLine(ref rest) is { } line)
        {
            if (line.IsEmpty)
            {
                return request;
            }

            if (!request.TakeHeader(line))
            {
                return null;
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte>? NextLine(ref ReadOnlyMemory<byte> rest)
    {
        int end = rest.Span.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        ReadOnlyMemory<byte> line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }

    private static PageRequest? ParseFirst(ReadOnlySpan<byte> line)
    {
        int blank = line.IndexOf((byte)' ');
        if (blank <= 0 || !line.EndsWith(" HTTP/1.1"u8) || line.Length - " HTTP/1.1".Length <= blank)
        {
            return null;
        }

        ReadOnlySpan<byte> target = line[(blank + 1)..^" HTTP/1.1".Length];
        return target.StartsWith("/"u8) && IsVisible(target) && IsVisible(line[..blank])
            ? new PageRequest(Encoding.ASCII.GetString(line[..blank]), Encoding.ASCII.GetString(target))
            : null;
    }

    /// <summary>False if the line is not a header, a header of ours comes twice, or the end of the body is told in another way.</summary>
    private bool TakeHeader(ReadOnlyMemory<byte> line)
    {
        int colon = line.Span.IndexOf((byte)':');
        if (colon <= 0 || !IsVisible(line.Span[..colon]) || line.Span.ContainsAnyInRange((byte)0, (byte)8) || line.Span.ContainsAnyInRange((byte)10, (byte)31))
        {
            return false;
        }

        ReadOnlyMemory<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        string name = Encoding.ASCII.GetString(line.Span[..colon]).ToUpperInvariant();
        switch (name)
        {
            case "HOST":
                return Host is null && (Host = TextOf(value)) is not null;
            case "ORIGIN":
                return Origin is null && (Origin = TextOf(value)) is not null;
            case "SEC-FETCH-SITE":
                return FetchSite is null && (FetchSite = TextOf(value)) is not null;
            case "CONTENT-TYPE":
                return ContentType is null && (ContentType = TextOf(value)) is not null;
            case "KEEPALIVE-QUESTION":
                return Question is null && (Question = TextOf(value)) is not null;
            case "KEEPALIVE-TOKEN":
                bool isFirst = Token.IsEmpty;
                Token = value;
                return isFirst && !value.IsEmpty;
            case "CONTENT-LENGTH":
                bool isNumber = Utf8Parser.TryParse(value.Span, out int length, out int used) && used == value.Length && char.IsAsciiDigit((char)value.Span[0]);
                isFirst = ContentLength is null;
                ContentLength = length;
                return isFirst && isNumber && length >= 0;
            default:
                return name is not ("TRANSFER-ENCODING" or "UPGRADE" or "EXPECT");
        }
    }

    private static string TextOf(ReadOnlyMemory<byte> value) => Encoding.Latin1.GetString(value.Span);

    private static bool IsVisible(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
