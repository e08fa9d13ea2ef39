using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Keepalive.ClaudeCode.Hook;

/// <summary>
/// The answer of a hook to Claude Code. None of it reaches the model: any other output would, so nothing else is ever
/// written.
/// </summary>
public sealed record HookAnswer
{
    /// <summary>Nothing to tell.</summary>
    public static HookAnswer None { get; } = new();

    /// <summary><c>systemMessage</c>: for the person alone.</summary>
    public string? Message { get; init; }

    /// <summary><c>decision: block</c> with this <c>reason</c>: the prompt goes back to its input box.</summary>
    public string? BlockReason { get; init; }

    /// <summary><c>watchPaths</c> of SessionStart: the file whose changes are told by FileChanged.</summary>
    public string? WatchPath { get; init; }

    /// <summary>One line of JSON, or nothing at all.</summary>
    public byte[] ToUtf8()
    {
        if (this == None)
        {
            return [];
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (BlockReason is not null)
            {
                json.WriteString("decision"u8, "block"u8);
                json.WriteString("reason"u8, BlockReason);
            }

            if (Message is not null)
            {
                json.WriteString("systemMessage"u8, Message);
            }

            if (WatchPath is not null)
            {
                json.WriteStartObject("hookSpecificOutput"u8);
                json.WriteString("hookEventName"u8, HookEvents.SessionStart);
                json.WriteStartArray("watchPaths"u8);
                json.WriteStringValue(WatchPath);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return Encoding.UTF8.GetBytes(VisibleText.Json(Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }
}
