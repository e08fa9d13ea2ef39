using System.Text.Json;

namespace Keepalive.ClaudeCode.Hook;

/// <summary>
/// What Claude Code hands a hook on standard input: one JSON object. Only what is needed is read; the prompt is looked at for its
/// beginning and kept nowhere.
/// </summary>
public sealed record HookInput
{
    /// <summary>As much as is read, in bytes; of a longer prompt the beginning counts.</summary>
    public const int MaximumLength = 10 * 1024 * 1024;

    /// <summary>The client writes at once and ends the input; should it not end it, what came until then is answered.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>After so long without a byte no more is expected.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(300);

    /// <summary>In bytes: so much of a prompt that is cut off must be there before it is judged; longer than the marks of <see cref="IsOwnCommand"/>, with some white space.</summary>
    private const int ShortestBeginning = 64;

    /// <summary><c>hook_event_name</c>.</summary>
    public required string Event { get; init; }

    /// <summary><c>session_id</c>: text from outside, no safe file name.</summary>
    public string? SessionId { get; init; }

    /// <summary><c>file_path</c> of FileChanged.</summary>
    public string? FilePath { get; init; }

    /// <summary><c>error</c> of StopFailure.</summary>
    public string? Error { get; init; }

    /// <summary>The prompt is there, and is none of a person who is just seeing to the sign-in.</summary>
    public bool IsOrdinaryPrompt { get; init; }

    /// <summary>Reads a hook's input; null if it is not one. Unknown fields are ignored, and an incomplete input is not an error.</summary>
    /// <param name="content">What came.</param>
    public static HookInput? Parse(ReadOnlySpan<byte> content)
    {
        content = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var reader = new Utf8JsonReader(content, isFinalBlock: false, state: default);
        var input = new HookInput { Event = string.Empty };
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                input = ReadField(ref reader, content, input);
                if (!reader.TrySkip())
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is no Unicode. What came before it counts.
        }

        return input.Event.Length > 0 ? input : null;
    }

    private static HookInput ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> content, HookInput input)
    {
        if (reader.ValueTextEquals("hook_event_name"u8))
        {
            return input with { Event = Text(ref reader) ?? string.Empty };
        }

        if (reader.ValueTextEquals("session_id"u8))
        {
            return input with { SessionId = Text(ref reader) };
        }

        if (reader.ValueTextEquals("file_path"u8))
        {
            return input with { FilePath = Text(ref reader) };
        }

        if (reader.ValueTextEquals("error"u8))
        {
            return input with { Error = Text(ref reader) };
        }

        return reader.ValueTextEquals("prompt"u8) ? input with { IsOrdinaryPrompt = IsOrdinary(ref reader, content) } : input;
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static bool IsOrdinary(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        if (reader.Read())
        {
            return reader.TokenType == JsonTokenType.String && IsOrdinary(reader.ValueSpan);
        }

        // The prompt is longer than what was read, or its writer was slow: its beginning is enough, if that is there.
        ReadOnlySpan<byte> rest = content[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8);
        return rest.StartsWith("\""u8) && rest.Length > ShortestBeginning && IsOrdinary(rest[1..]);
    }

    /// <summary>The beginning is compared in its JSON form: a long prompt is not copied, and neither mark needs an escape.</summary>
    private static bool IsOrdinary(ReadOnlySpan<byte> prompt)
    {
        while (true)
        {
            if (prompt.StartsWith(" "u8))
            {
                prompt = prompt[1..];
            }
            else if (prompt.StartsWith("\\n"u8) || prompt.StartsWith("\\t"u8) || prompt.StartsWith("\\r"u8))
            {
                prompt = prompt[2..];
            }
            else
            {
                return !prompt.StartsWith("!"u8) && !IsOwnCommand(prompt.StartsWith("\\/"u8) ? prompt[1..] : prompt);
            }
        }
    }

    /// <summary>Of the plugin, which may not have the name of the program: Claude Code keeps names that begin with its own.</summary>
    private static bool IsOwnCommand(ReadOnlySpan<byte> prompt) => prompt.StartsWith("/keepalive:"u8) || prompt.StartsWith("/claude-aws:"u8);
}
