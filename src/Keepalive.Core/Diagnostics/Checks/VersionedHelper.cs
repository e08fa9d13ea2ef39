using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper in a folder that goes away with the next version.</summary>
internal sealed class VersionedHelper() : DiagnosticCheck(
    "KA404", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A helper's path contains a version number",
    "The next upgrade deletes that folder, and the helper with it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        where helper.Program is { } program && ProgramPlace.IsVersioned(program)
        let repair = OwnHelper.Renew(context, helper)
        select Found(
            $"{helper.Slot} in {helper.Setting.Place(context)} calls {helper.Program}.",
            repair is null ? "Run 'claude-aws install', which writes a path without a version." : "Write a path to the same program that upgrades do not change.",
            helper.Setting.File.Path, helper.Setting.Line, repair: repair);
}
