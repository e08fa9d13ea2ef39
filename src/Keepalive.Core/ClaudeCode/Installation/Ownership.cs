using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Knows values of ours by what they say, whichever version wrote them and whatever the record has forgotten.</summary>
internal static class Ownership
{
    private const string Companion = "claude-aws";

    private static readonly string[] Verbs = [.. Slots.All.Select(slot => slot.Verb)];

    private static readonly string[] Cmdlets = [.. Slots.All.Select(slot => slot.Cmdlet)];

    /// <summary>A command, a status line or a profile name of ours.</summary>
    public static bool Is(JsonNode? value) => value switch
    {
        JsonObject statusLine => Is(statusLine["command"]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>() is var command && (command == Companion || IsCommand(command)),
        _ => false,
    };

    /// <summary>A hook of ours, in either form.</summary>
    public static bool IsHook(JsonNode? hook) =>
        hook is JsonObject entry && entry["command"] is JsonValue command && command.GetValueKind() == JsonValueKind.String
            && IsCommand(string.Join(' ', (entry["args"] as JsonArray ?? []).Where(Text).Select(argument => argument!.GetValue<string>()).Prepend(command.GetValue<string>())));

    public static bool IsCommand(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return false;
        }

        string program = words[0].Trim('"', '\'')[(words[0].Trim('"', '\'').LastIndexOfAny(['/', '\\']) + 1)..];
        return (program.Equals(Companion, StringComparison.OrdinalIgnoreCase) || program.StartsWith(Companion + ".", StringComparison.OrdinalIgnoreCase)
                || program.StartsWith("CLAUDE~", StringComparison.OrdinalIgnoreCase))
            ? Verbs.Contains(words[1])
            : program.StartsWith("pwsh", StringComparison.OrdinalIgnoreCase) && words.Any(word => Cmdlets.Contains(word));
    }

    /// <summary>A word by which such a command is known.</summary>
    public static bool IsVerb(string word) => Verbs.Contains(word) || Cmdlets.Contains(word);

    private static bool Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;
}
