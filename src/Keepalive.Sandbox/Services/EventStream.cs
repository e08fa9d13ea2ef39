using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Keepalive.Sandbox.Services;

/// <summary>
/// Messages of <c>application/vnd.amazon.eventstream</c> (Amazon S3 and Bedrock API references, "Event stream encoding"):
/// total length, length of the headers, their CRC, headers, payload, CRC of all; numbers big-endian.
/// </summary>
internal static class EventStream
{
    public const string MediaType = "application/vnd.amazon.eventstream";

    private const int PreludeLength = 12;
    private const int SumLength = 4;
    private const byte TextHeader = 7;

    /// <summary>A piece of a model's answer: the event of the Messages API, wrapped as Bedrock wraps it.</summary>
    public static byte[] Chunk(JsonObject modelEvent) => Message(
        new JsonObject { ["bytes"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(modelEvent.ToJsonString())) },
        (":event-type", "chunk"), (":content-type", "application/json"), (":message-type", "event"));

    public static byte[] Exception(string name, string message) => Message(
        new JsonObject { ["message"] = message },
        (":exception-type", name), (":content-type", "application/json"), (":message-type", "exception"));

    /// <summary>All messages of a stream that has ended.</summary>
    /// <exception cref="InvalidDataException">A length or a sum is wrong.</exception>
    public static IEnumerable<EventStreamMessage> Read(byte[] stream)
    {
        for (int start = 0; start < stream.Length;)
        {
            EventStreamMessage message = ReadOne(stream.AsSpan(start), out int length);
            start += length;
            yield return message;
        }
    }

    private static byte[] Message(JsonObject payload, params (string Name, string Value)[] headers)
    {
        byte[] body = Encoding.UTF8.GetBytes(payload.ToJsonString());
        byte[] head = [.. headers.SelectMany(header => Header(header.Name, header.Value))];
        byte[] message = new byte[PreludeLength + head.Length + body.Length + SumLength];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), Crc32.Of(message.AsSpan(0, 8)));
        head.CopyTo(message, PreludeLength);
        body.CopyTo(message, PreludeLength + head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(message.Length - SumLength), Crc32.Of(message.AsSpan(0, message.Length - SumLength)));
        return message;
    }

    private static byte[] Header(string name, string value) =>
        [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), TextHeader, (byte)(value.Length >> 8), (byte)value.Length, .. Encoding.UTF8.GetBytes(value)];

    private static EventStreamMessage ReadOne(ReadOnlySpan<byte> rest, out int length)
    {
        length = rest.Length > PreludeLength + SumLength ? BinaryPrimitives.ReadInt32BigEndian(rest) : 0;
        if (length <= PreludeLength + SumLength || length > rest.Length
            || BinaryPrimitives.ReadUInt32BigEndian(rest[8..]) != Crc32.Of(rest[..8])
            || BinaryPrimitives.ReadUInt32BigEndian(rest[(length - SumLength)..]) != Crc32.Of(rest[..(length - SumLength)]))
        {
            throw new InvalidDataException("The event stream is torn.");
        }

        int headersEnd = PreludeLength + BinaryPrimitives.ReadInt32BigEndian(rest[4..]);
        return new EventStreamMessage(ReadHeaders(rest[PreludeLength..headersEnd]), rest[headersEnd..(length - SumLength)].ToArray());
    }

    private static Dictionary<string, string> ReadHeaders(ReadOnlySpan<byte> rest)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!rest.IsEmpty)
        {
            int nameEnd = 1 + rest[0];
            int valueStart = nameEnd + 3;
            int valueEnd = valueStart + BinaryPrimitives.ReadUInt16BigEndian(rest[(nameEnd + 1)..]);
            headers[Encoding.UTF8.GetString(rest[1..nameEnd])] = Encoding.UTF8.GetString(rest[valueStart..valueEnd]);
            rest = rest[valueEnd..];
        }

        return headers;
    }
}

/// <summary>One message of an event stream.</summary>
internal sealed record EventStreamMessage(IReadOnlyDictionary<string, string> Headers, byte[] Payload);
