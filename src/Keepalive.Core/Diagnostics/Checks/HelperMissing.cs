using Keepalive.Diagnostics.Repairs;
using Keepalive.Processes;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that can't be started.</summary>
internal sealed class HelperMissing() : DiagnosticCheck(
    "KA402", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "A program that Claude Code is to call can't be started",
    "The slot stays empty: no credentials, no sign-in or no status line, and no word about the reason.")
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
            repair is null ? helper.IsOurs ? "Run 'claude-aws install', which writes a path that lasts." : "Correct the command, or mend PATH for Claude Code." : "Name the program where it is.", helper.Setting.File.Path, helper.Setting.Line)
        {
            Repair = repair,
        };
}
