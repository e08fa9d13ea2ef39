using Keepalive.Diagnostics.Repairs;
using Keepalive.Processes;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that can't be started.</summary>
internal sealed class HelperMissing() : DiagnosticCheck(
    "KA402", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "A program that Claude Code calls can't be started",
    "Claude Code gets no credential, no sign-in or no status line from it, and does not show the reason.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        let program = helper.Program
        where program is not null
        let reason = ProgramSearch.WhyNot(program, context.ClientVariable("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory)
        where reason is not null
        let repair = OwnHelper.Renew(context, helper)
        select new DiagnosticFinding(
            Id, Area, helper.IsMinor ? DiagnosticSeverity.Warning : Severity, Title,
            $"{helper.Slot} in {helper.Setting.Place(context)} calls '{program}', {reason}.", Why,
            repair is null ? helper.IsOurs ? "Run 'claude-aws install', which writes a path that stays valid." : "Correct the command, or correct PATH for Claude Code." : "Write the program's full path.", helper.Setting.File.Path, helper.Setting.Line)
        {
            Repair = repair,
        };
}
