namespace Keepalive.Diagnostics.Checks;

/// <summary>A command that one of the shells of Windows reads differently.</summary>
internal sealed class FragileCommand() : DiagnosticCheck(
    "KA405", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A command breaks in Git Bash or in PowerShell",
    "Claude Code runs it through Git Bash where that is installed, else through PowerShell: one drops backslashes, the other does not start a quoted path.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.Effective(context)
        where context.Environment.IsWindows && (helper.Command.Contains('\\') || helper.Command.TrimStart() is ['"' or '\'', ..])
        select Found(
            $"{helper.Slot} in {helper.Setting.Place(context)} has a backslash, or begins with a quote.",
            "Use forward slashes and a path without spaces; 'claude-aws install' does.", helper.Setting.File.Path, helper.Setting.Line);
}
