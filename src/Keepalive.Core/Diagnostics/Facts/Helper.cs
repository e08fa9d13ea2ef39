using System.Buffers;
using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics.Facts;

/// <summary>A command that Claude Code runs, as its settings name it.</summary>
/// <param name="Slot">The setting.</param>
/// <param name="Setting">The command where it stands.</param>
/// <param name="Command">The whole command; may hold a secret, so it is never shown.</param>
internal sealed record Helper(string Slot, ClaudeSetting Setting, string Command)
{
    private static readonly SearchValues<char> s_shellSigns = SearchValues.Create("$`|&;()<>*?{}=");

    /// <summary>Words that are the shell's own, or that only a shell understands.</summary>
    private static readonly string[] s_shellWords =
        [".", ":", "[", "[[", "cd", "command", "echo", "eval", "exec", "export", "false", "if", "for", "while", "printf", "set", "source", "test", "true", "unset"];

    /// <summary>The arguments of a command that runs without a shell; null if a shell reads the command.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The shell that a hook asks for; null for the usual one.</summary>
    public string? Shell { get; init; }

    /// <summary>The seconds that a hook gives it; null for the usual ones.</summary>
    public double? Limit { get; init; }

    /// <summary>Claude Code can do without it.</summary>
    public bool IsMinor => !Slots.OfCredentials.Any(slot => slot.Name == Slot);

    /// <summary>The program, without its arguments; null when only a shell could tell.</summary>
    public string? Program => Arguments is null ? ProgramOf(Command) : Command;

    /// <summary>It is one of ours.</summary>
    public bool IsOurs => Ownership.IsCommand(string.Join(' ', [Command, .. Arguments ?? []]));

    /// <summary>As much of it as may be shown: of the arguments nothing but the verb or cmdlet of ours, since people write passwords there.</summary>
    public string Shown
    {
        get
        {
            string[] words = [.. (Arguments ?? Command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1..])];
            return Program is not { } program ? "a shell command line"
                : IsOurs && words.FirstOrDefault(Ownership.IsVerb) is { } verb ? $"{program} {verb}"
                : words.Length > 0 ? $"{program} ..." : program;
        }
    }

    /// <summary>The program of a command line; null when only a shell could tell.</summary>
    public static string? ProgramOf(string command)
    {
        string text = command.TrimStart();
        if (text.Length == 0)
        {
            return null;
        }

        string word = text[0] is '"' or '\''
            ? text.IndexOf(text[0], 1) is > 1 and int end ? text[1..end] : string.Empty
            : text.Split([' ', '\t', '\n'], 2)[0];
        return word.Length == 0 || word.AsSpan().ContainsAny(s_shellSigns) || s_shellWords.Contains(word) ? null : word;
    }

    /// <summary>All that it runs.</summary>
    public static IEnumerable<Helper> All(DiagnosticContext context) => Effective(context).Concat(HelperHooks.Of(context));

    /// <summary>The slots of the credentials and of the status line that count: of several scopes the first that has one.</summary>
    public static IEnumerable<Helper> Effective(DiagnosticContext context)
    {
        foreach (ClientSlot slot in Slots.OfCredentials)
        {
            if (context.FindSetting(slot.Path) is { Text: { } command } setting)
            {
                yield return new Helper(slot.Name, setting, command);
            }
        }

        if (context.FindSetting(Slots.StatusLine.Path) is { Text: { } line } place && context.FindSetting("disableAllHooks") is not { IsTrue: true })
        {
            yield return new Helper(Slots.StatusLineSetting, place, line);
        }
    }
}

/// <summary>A value in one of Claude Code's settings files.</summary>
/// <param name="File">The file.</param>
/// <param name="Node">The value.</param>
internal sealed record ClaudeSetting(ClaudeSettings File, JsoncNode Node)
{
    /// <summary>The text of a string; null for everything else.</summary>
    public string? Text => File.Document!.StringOf(Node);

    /// <summary>It is <c>true</c>.</summary>
    public bool IsTrue => Node.Kind == JsoncKind.Boolean && File.Document!.TextOf(Node)[0] == (byte)'t';

    /// <summary>The value of a number; null for everything else.</summary>
    public double? Number => Node.Kind == JsoncKind.Number ? File.Document!.ValueOf(Node)!.GetValue<double>() : null;

    public int Line => JsoncPosition.Of(File.Document!.Content.Span, Node.Start).Line;

    /// <summary>Where it stands, as a person writes it.</summary>
    public string Place(DiagnosticContext context) => $"{context.Brief(File.Path)}, line {Line}";
}
