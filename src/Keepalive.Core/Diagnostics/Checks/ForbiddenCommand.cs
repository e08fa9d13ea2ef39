using System.IO.Enumeration;
using Keepalive.Jsonc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A rule that keeps Claude Code from calling <c>claude-aws</c> itself.</summary>
internal sealed class ForbiddenCommand() : DiagnosticCheck(
    "KA412", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A permission rule of Claude Code forbids claude-aws, or asks before each use",
    "Claude can't run claude-aws, and the plugin's commands, such as /keepalive:login, fail. Helpers, hooks and status line are not affected.")
{
    private const string Shell = "Bash";

    private static readonly string[] s_commands = ["claude-aws status", "claude-aws check", "claude-aws login --timeout 100", "claude-aws doctor", "claude-aws install --dry-run"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        from list in (string[])["deny", "ask"]
        let rules = file.Find("permissions", list)
        where rules is { Node.Kind: JsoncKind.Array }
        from item in rules.Node.Items
        let rule = file.Document!.StringOf(item.Value)
        where rule is not null && Concerns(context, rule)
        let setting = new ClaudeSetting(file, item.Value)
        select Found(
            $"permissions.{list} in {setting.Place(context)} has {rule}.", "If this is intended, do nothing. Otherwise narrow the rule, or sign in with 'claude-aws login' in a terminal outside Claude Code.",
            file.Path, setting.Line, list == "ask" ? DiagnosticSeverity.Information : null);

    /// <summary>One for every command is told only where Keepalive is in use.</summary>
    private static bool Concerns(DiagnosticContext context, string rule) =>
        rule.StartsWith(Shell, StringComparison.Ordinal)
        && s_commands.Any(command => Matches(rule, command))
        && (rule.Contains("claude-aws", StringComparison.Ordinal) || Helper.All(context).Any(helper => helper.IsOurs));

    private static bool Matches(string rule, string command)
    {
        if (rule is Shell or "Bash()")
        {
            return true;
        }

        if (!rule.StartsWith(Shell + "(", StringComparison.Ordinal) || !rule.EndsWith(')'))
        {
            return false;
        }

        string pattern = rule[(Shell.Length + 1)..^1];
        return pattern.EndsWith(":*", StringComparison.Ordinal)
            ? command == pattern[..^2] || command.StartsWith(pattern[..^2] + " ", StringComparison.Ordinal)
            : FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), command, ignoreCase: false);
    }
}
