using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Checks;

/// <summary>What cc-aws-keepalive has left behind.</summary>
internal sealed class OlderTool() : DiagnosticCheck(
    "KA415", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Parts of cc-aws-keepalive are still wired",
    "They start logins beside those of claude-aws: two requests on the phone, and a session that each of the two takes for lost.")
{
    private static readonly string[] s_scripts = ["aws-cred-export.mjs", "aws-auth-refresh.mjs", "aws-cred-timer.mjs", "cc-aws-keepalive"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        foreach (Helper helper in Helper.Effective(context).Where(helper => s_scripts.Any(script => helper.Command.Contains(script, StringComparison.Ordinal))))
        {
            yield return Found(
                $"{helper.Slot} in {helper.Setting.Place(context)} is one of its scripts.", "Run 'claude-aws install', which takes its place and takes over its settings.",
                helper.Setting.File.Path, helper.Setting.Line);
        }

        foreach (ClaudeSettings file in context.Settings.Where(file => file.Document is not null))
        {
            foreach (string sentence in OlderParts.Tell([(context.Brief(file.Path), file.Document!)]))
            {
                yield return Found(sentence, "Take it out; what is set for it is taken over by 'claude-aws install'.", file.Path);
            }
        }
    }
}
