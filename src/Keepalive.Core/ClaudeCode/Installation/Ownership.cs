using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Knows values of ours by what they say, whichever version wrote them and whatever the record has forgotten.</summary>
internal static partial class Ownership
{
    private const string Companion = "claude-aws";

    private static readonly string[] Verbs = [.. Slots.All.Select(slot => slot.Verb)];

    /// <summary>All words that an installation writes after the program of a hook, with either engine.</summary>
    private static readonly string[] s_plainWords = [.. Slots.Hook.CompanionArguments, .. Wiring.ForCmdlets().Hook.Skip(1).SelectMany(words => words.Split(' '))];

    private static readonly string[] Cmdlets = [.. Slots.All.Select(slot => slot.Cmdlet)];

    /// <summary>A command, a status line or a profile name of ours.</summary>
    public static bool Is(JsonNode? value) => value switch
    {
        JsonObject statusLine => Is(statusLine["command"]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>() is var command && (command == Companion || IsCommand(command)),
        _ => false,
    };

    /// <summary>A hook of ours, in either form.</summary>
    public static bool IsHook(JsonNode? hook) => CommandLine(hook) is { } line && IsCommand(line);

    /// <summary>A hook that an installation writes, whichever version and engine: our check as a hook, without an option of a person.</summary>
    public static bool IsPlainHook(JsonNode? hook) => WordsOfCheck(hook) is { } words && words.All(IsPlainWord);

    /// <summary>A hook of a person that calls our check with other options, such as a profile.</summary>
    public static bool IsHookWithOptions(JsonNode? hook) => WordsOfCheck(hook) is { } words && !words.All(IsPlainWord);

    /// <summary>A command line that calls us and nothing else, also in quotes, by a short name of Windows, or with the call operator of PowerShell.</summary>
    public static bool IsCommand(string command)
    {
        (string path, string[] words) = Split(command);
        string program = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return words.Length > 0
            && (IsCompanion(program) ? Verbs.Contains(words[0]) : program.StartsWith("pwsh", StringComparison.OrdinalIgnoreCase) && words.Any(IsCmdlet));
    }

    /// <summary>A command line that contains a call of our status line among other things: the person has put it there.</summary>
    public static bool CallsStatusLine(string command) =>
        IsCommand(command) || OwnStatusLine().IsMatch(command) || command.Contains(Slots.StatusLine.Cmdlet, StringComparison.OrdinalIgnoreCase);

    /// <summary>The words after the program, if it is a hook of ours that calls the check.</summary>
    private static string[]? WordsOfCheck(JsonNode? hook) =>
        CommandLine(hook) is { } line && IsCommand(line) && Split(line).Words is var words && (words[0] == Slots.Hook.Verb || words.Any(IsCheckCmdlet)) ? words : null;

    private static bool IsPlainWord(string word) => s_plainWords.Contains(word, StringComparer.OrdinalIgnoreCase) || IsCheckCmdlet(word);

    private static bool IsCheckCmdlet(string word) => WithoutModule(word) == Slots.Hook.Cmdlet;

    private static string? CommandLine(JsonNode? hook) =>
        hook is JsonObject entry && entry["command"] is JsonValue command && command.GetValueKind() == JsonValueKind.String
            ? string.Join(' ', (entry["args"] as JsonArray ?? []).Where(Text).Select(argument => argument!.GetValue<string>()).Prepend(command.GetValue<string>()))
            : null;

    /// <summary>The name of the program, also as the first (CLAUDE~1) or the fifth of its kind (CL3F2A~1) in a folder of Windows.</summary>
    private static bool IsCompanion(string program) =>
        program.Equals(Companion, StringComparison.OrdinalIgnoreCase) || program.StartsWith(Companion + ".", StringComparison.OrdinalIgnoreCase)
        || (program.StartsWith("CL", StringComparison.OrdinalIgnoreCase) && program.Contains('~', StringComparison.Ordinal));

    private static (string Program, string[] Words) Split(string command)
    {
        string line = command.Trim();
        line = line.StartsWith('&') ? line[1..].TrimStart() : line;
        int end = line.Length > 0 && line[0] is '"' or '\'' ? line.IndexOf(line[0], 1) : line.IndexOf(' ', StringComparison.Ordinal);
        return end < 0
            ? (line, [])
            : (line[..end].TrimStart('"', '\''), [.. line[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word.Trim('"', '\''))]);
    }

    /// <summary>A word by which such a command is known.</summary>
    public static bool IsVerb(string word) => Verbs.Contains(word) || IsCmdlet(word);

    /// <summary>The name of a cmdlet, also with the name of the module before it.</summary>
    private static bool IsCmdlet(string word) => Cmdlets.Contains(WithoutModule(word));

    private static string WithoutModule(string word) => word.StartsWith(Wiring.Module, StringComparison.OrdinalIgnoreCase) ? word[Wiring.Module.Length..] : word;

    [GeneratedRegex(@"(?<![\w-])claude-aws(\.\w+)?[""']?\s+[""']?statusline\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnStatusLine();

    private static bool Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;
}
