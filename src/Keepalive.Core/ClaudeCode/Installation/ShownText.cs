using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// A file's text as it may be shown, line by line: people write passwords in command lines, variables and headers. Of another tool's command
/// only the program is shown, of a value only its name.
/// </summary>
internal static partial class ShownText
{
    private const string Hidden = "...";

    /// <summary>Settings of Claude Code and of ours that hold a command line.</summary>
    private static readonly HashSet<string> s_commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "command", Slots.ExportSetting, Slots.RefreshSetting, "gcpAuthRefresh", "apiKeyHelper", "proxyAuthHelper", "otelHeadersHelper", "processWrapper",
        "loginCmd", "autoLoginCmd", "statusLineCmd", "passwordCommand", "totpCommand",
    };

    /// <summary>Variables whose values are no secret, and what an installation is about.</summary>
    private static readonly HashSet<string> s_plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", BedrockNeeds.RegionVariable, "AWS_DEFAULT_REGION", BedrockNeeds.SwitchVariable, "ANTHROPIC_MODEL",
    };

    /// <param name="text">The text.</param>
    /// <param name="split">Makes lines of it.</param>
    /// <returns>As many lines as the text has.</returns>
    public static string[] Lines(string text, Func<string, string[]> split)
    {
        string[] lines = split(text);
        try
        {
            JsoncDocument document = JsoncDocument.Parse(Encoding.UTF8.GetBytes(text));
            string[] shown = split(Remarks(document.Root is null ? text : Settings(document)));
            return shown.Length == lines.Length ? shown : [.. lines.Select(_ => Hidden)];
        }
        catch (JsoncException)
        {
            return [.. lines.Select(IniLine)];
        }
    }

    /// <summary>A program's name without its arguments; whole when the command is ours.</summary>
    public static string Command(string command)
    {
        string[] words = command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Ownership.IsCommand(command) || (words.Length < 2 && !command.Contains('=', StringComparison.Ordinal)) ? command
            : words.FirstOrDefault(word => !word.Contains('=', StringComparison.Ordinal)) is { } program ? $"{program} {Hidden}"
            : Hidden;
    }

    private static string Settings(JsoncDocument document)
    {
        var patch = new JsoncPatch();
        foreach ((JsoncNode node, string shown) in Values(document, document.Root!, name: string.Empty, parent: string.Empty))
        {
            patch.Replace(node.Start, node.End, JsoncText.Encode(shown));
        }

        return Encoding.UTF8.GetString(patch.Apply(document.Content.Span));
    }

    private static IEnumerable<(JsoncNode Node, string Shown)> Values(JsoncDocument document, JsoncNode node, string name, string parent)
    {
        if (node.Kind == JsoncKind.Object)
        {
            bool isOurs = Ownership.IsHook(document.ValueOf(node));
            return node.Items.Where(item => !isOurs || item.Name is not ("args" or "command")).SelectMany(item => Values(document, item.Value, item.Name!, name));
        }

        if (node.Kind == JsoncKind.Array)
        {
            return node.Items.SelectMany(item => Values(document, item.Value, name, parent));
        }

        return document.StringOf(node) is { Length: > 0 } text && Shown(text, name, parent) is var shown && shown != text ? [(node, shown)] : [];
    }

    private static string Shown(string text, string name, string parent) =>
        s_commands.Contains(name) ? Command(text)
        : name == "args" || SecretName().IsMatch(name) ? Hidden
        : parent is "env" or "headers" ? s_plain.Contains(name) ? text : Hidden
        : name is "allow" or "deny" or "ask" ? Rule().Replace(text, $"$1 {Hidden})")
        : Query().Replace(UserInAddress().Replace(text, $"$1{Hidden}@"), $"$1{Hidden}");

    /// <summary>Comments belong to no value.</summary>
    private static string Remarks(string text) => Remark().Replace(text, $"$1 {Hidden}");

    private static string IniLine(string line) =>
        CommandLine().Match(line) is { Success: true } match && !Ownership.IsCommand(match.Groups[2].Value.Trim())
            ? match.Groups[1].Value + Command(match.Groups[2].Value)
            : UserInAddress().Replace(SecretLine().Replace(line, $"$1$2{Hidden}"), $"$1{Hidden}@");

    [GeneratedRegex("key|token|secret|passw|authorization|header|cookie|credential$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(\b[a-z][a-z0-9+.-]*://)[^/\s@""]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInAddress();

    [GeneratedRegex(@"(\b[a-z][a-z0-9+.-]*://[^\s""?]*\?)\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    /// <summary>A permission with a command line in it.</summary>
    [GeneratedRegex(@"^(\w+\([^\s)]+)\s.*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

    /// <summary>In a comment: a word that names a secret, and all that follows.</summary>
    [GeneratedRegex(@"((?<=^|[\s,{}\[\]])(?://|/\*)[^\n]*?\b[\w-]*(?:key|token|secret|passw(?:or)?d)[\w-]*)[^\r\n]*?(?=\*/|\r?$)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Remark();

    [GeneratedRegex(@"^([\s#;]*credential_process\s*=\s*)(.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommandLine();

    /// <summary>A key of an AWS file, or a member in a text that is no JSON.</summary>
    [GeneratedRegex(@"(^[\s#;]*[\w-]*(?:key|token|secret|password)[\w-]*\s*=\s*)\S.*|(""[^""]*(?:key|token|secret|password|authorization|header)[^""]*""\s*:\s*"")(?:[^""\\]|\\.)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretLine();
}
