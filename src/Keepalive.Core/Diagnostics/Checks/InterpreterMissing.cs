using Keepalive.Processes;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that is a script for a shell or interpreter that is not there.</summary>
internal sealed class InterpreterMissing() : DiagnosticCheck(
    "KA413", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "The interpreter of a helper script is missing",
    "The system reports that the script itself was not found, and Claude Code gets no output from the helper.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in context.Environment.IsWindows ? [] : Helper.All(context)
        let path = context.ClientVariable("PATH") ?? string.Empty
        let program = helper.Program
        where program is not null
        let file = ProgramSearch.Find(program, path, context.Environment, context.WorkingDirectory).FirstOrDefault()
        where file is not null
        let reason = ScriptHead.WhyNot(file, path, context)
        where reason is not null
        select new DiagnosticFinding(
            Id, Area, helper.IsMinor ? DiagnosticSeverity.Warning : Severity, Title,
            $"{helper.Slot} in {helper.Setting.Place(context)} calls {context.Brief(file)}, {reason}.", Why,
            "Install the interpreter, or correct the script's first line (it must end with LF).", helper.Setting.File.Path, helper.Setting.Line);
}
