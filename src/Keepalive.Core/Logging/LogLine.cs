using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Keepalive.Platform.Json;

namespace Keepalive.Logging;

/// <summary>An entry as one line of JSON. Fields are added, never renamed.</summary>
internal static class LogLine
{
    /// <summary>The size that a system writes in one piece.</summary>
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
            WriteText(json, "outcome", entry.Outcome);
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

    /// <summary>Null if it is not an entry: a line of another version, or one that a full disk has cut.</summary>
    public static LogEntry? Parse(ReadOnlySpan<byte> line)
    {
        return JsonContent.Read(line) is { } json
            && json.Time("at") is { } at
            && json.Word<LogEvent>("event") is { } happened
            && json.Text("outcome") is { } outcome
                ? new LogEntry
                {
                    At = at,
                    Event = happened,
                    Caller = json.Word<LogCaller>("caller") ?? LogCaller.Unknown,
                    Profile = json.Text("profile"),
                    Session = json.Text("session"),
                    Way = json.Text("way"),
                    Outcome = outcome,
                    Duration = TimeSpan.FromMilliseconds(json.Number("durationMs", 0, uint.MaxValue) ?? 0),
                    Expires = json.Time("expires"),
                    Message = json.Text("message"),
                    Process = (int)(json.Number("process", 0, int.MaxValue) ?? 0),
                }
                : null;
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text, int longest = LongestName)
    {
        if (text is not null)
        {
            json.WriteString(name, text.Length > longest ? string.Concat(text.AsSpan(0, longest - 1), "…") : text);
        }
    }
}
