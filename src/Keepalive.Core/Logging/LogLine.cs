using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Logging;

/// <summary>An entry as one line of JSON. Fields are added, never renamed.</summary>
internal static class LogLine
{
    /// <summary>What a system writes in one piece.</summary>
    public const int MaximumLength = 4096;

    // Six bytes a character at the worst, so that all of them together fit.
    private const int LongestName = 100;
    private const int LongestMessage = 300;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The line with its end, shorter than <see cref="MaximumLength"/>: what is too long is cut.</summary>
    public static ReadOnlyMemory<byte> Write(LogEntry entry)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, s_options))
        {
            json.WriteStartObject();
            json.WriteString("at", Timestamp.Format(entry.At));
            json.WriteString("event", entry.Event.ToString());
            json.WriteString("caller", entry.Caller.ToString());
            WriteText(json, "profile", entry.Profile);
            WriteText(json, "session", entry.Session);
            WriteText(json, "way", entry.Way);
            json.WriteString("outcome", entry.Outcome);
            json.WriteString("started", Timestamp.Format(entry.Started));
            json.WriteNumber("durationMs", (long)entry.Duration.TotalMilliseconds);
            WriteText(json, "expires", entry.Expires is { } expires ? Timestamp.Format(expires) : null);
            WriteText(json, "message", entry.Message, LongestMessage);
            json.WriteNumber("process", entry.Process);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    /// <summary>Null for what is no entry: a line of another version's, or one that a full disk has cut.</summary>
    public static LogEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject json
                && Time(json, "at") is { } at
                && Enum.TryParse(Text(json, "event"), out LogEvent happened)
                && Text(json, "outcome") is { } outcome
                    ? new LogEntry
                    {
                        At = at,
                        Event = happened,
                        Caller = Enum.TryParse(Text(json, "caller"), out LogCaller caller) ? caller : LogCaller.Unknown,
                        Profile = Text(json, "profile"),
                        Session = Text(json, "session"),
                        Way = Text(json, "way"),
                        Outcome = outcome,
                        Duration = TimeSpan.FromMilliseconds(Number(json, "durationMs")),
                        Expires = Time(json, "expires"),
                        Message = Text(json, "message"),
                        Process = (int)Number(json, "process"),
                    }
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text, int longest = LongestName)
    {
        if (text is not null)
        {
            json.WriteString(name, text.Length > longest ? string.Concat(text.AsSpan(0, longest - 1), "…") : text);
        }
    }

    private static string? Text(JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static uint Number(JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out uint number) ? number : 0;

    private static DateTimeOffset? Time(JsonObject json, string name) =>
        Text(json, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant
            : null;
}
