using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that ends with an error.</summary>
internal sealed class HelperFails() : HelperRunCheck(
    "KA704", DiagnosticSeverity.Error,
    "A helper ends with an error",
    "Claude Code ignores its output, and does not show its error messages.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run is { Ending: HelperEnding.Ended, ExitCode: not 0 } && !HelperNotStarted.IsShells(run))
        {
            bool needsSignIn = run.Helper.IsOurs && CommandTrials.NeedsSignIn(run.ExitCode);
            yield return needsSignIn
                ? Seen(context, run, "it reports that you must sign in", HowToSignIn(context), DiagnosticSeverity.Information)
                : Seen(context, run, $"it ended with exit status {run.ExitCode}", "Run the helper in a terminal to see its error messages.");
        }
    }

    /// <summary>Depends on the profile: a command that does not work for it would be no help.</summary>
    private static string HowToSignIn(DiagnosticContext context) =>
        context.OwnSettings.LoginCommand is { } command ? $"Run: {command}"
        : context.SignIn is not null ? "Run: claude-aws login"
        : context.OwnSettings.Recipe is not null ? "Run: claude-aws autologin"
        : "Run the profile's login tool.";
}
