using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Remaining parts of cc-aws-keepalive.</summary>
internal sealed class OlderTool() : DiagnosticCheck(
    "KA415", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Parts of cc-aws-keepalive are still installed",
    "Both tools start logins at the same time. You get two requests on your phone, and both tools may report an expired credential.")
{
    private static readonly string[] s_scripts = ["aws-cred-export.mjs", "aws-auth-refresh.mjs", "aws-cred-timer.mjs", "cc-aws-keepalive"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        foreach (Helper helper in Helper.Effective(context).Where(helper => s_scripts.Any(script => helper.Command.Contains(script, StringComparison.Ordinal))))
        {
            yield return Found(
                $"{helper.Slot} in {helper.Setting.Place(context)} is a script of cc-aws-keepalive.", "Run 'claude-aws install', which replaces the script and takes over its settings.",
                helper.Setting.File.Path, helper.Setting.Line);
        }

        foreach (ClaudeSettings file in context.Settings.Where(file => file.Document is not null))
        {
            foreach (string sentence in OlderParts.Tell([(context.Brief(file.Path), file.Document!)]))
            {
                yield return Found(sentence, "Remove it. 'claude-aws install' takes over its settings.", file.Path);
            }
        }
    }
}
