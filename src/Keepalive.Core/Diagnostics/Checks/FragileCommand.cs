using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A command that one of the shells of Windows reads differently.</summary>
internal sealed class FragileCommand() : DiagnosticCheck(
    "KA405", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A command breaks in Git Bash or in PowerShell",
    "Claude Code runs the command in Git Bash if that is installed, otherwise in PowerShell. Git Bash drops backslashes; PowerShell does not start a quoted path.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        where context.Environment.IsWindows && helper.Arguments is null && IsFragile(helper)
        let repair = OwnHelper.Renew(context, helper) ?? OwnHelper.Slash(helper)
        select Found(
            $"{helper.Slot} in {helper.Setting.Place(context)} has a backslash, or begins with a quote.",
            repair is null ? "Use forward slashes and a path without spaces, or run 'claude-aws install', which writes such a command." : "Write the path with forward slashes and without spaces, so that it needs no quotes.",
            helper.Setting.File.Path, helper.Setting.Line, repair: repair);

    /// <summary>A hook may name its shell, and then only that one reads it.</summary>
    private static bool IsFragile(Helper helper) =>
        (helper.Shell is not "powershell" && helper.Command.Contains('\\')) || (helper.Shell is not "bash" && helper.Command.TrimStart() is ['"' or '\'', ..]);
}
