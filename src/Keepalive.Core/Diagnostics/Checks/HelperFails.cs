using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that ends with an error.</summary>
internal sealed class HelperFails() : HelperRunCheck(
    "KA704", DiagnosticSeverity.Error,
    "A helper ends with an error",
    "What it printed does not count, and what it wrote about the reason is not shown by Claude Code.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run is { Ending: HelperEnding.Ended, ExitCode: not 0 } && !HelperNotStarted.IsShells(run))
        {
            bool needsSignIn = run.Helper.IsOurs && CommandTrials.NeedsSignIn(run.ExitCode);
            yield return needsSignIn
                ? Seen(context, run, "it says that somebody has to sign in", HowToSignIn(context), DiagnosticSeverity.Information)
                : Seen(context, run, $"it ended with exit status {run.ExitCode}", "Run it in a shell: it writes the reason to standard error.");
        }
    }

    /// <summary>By what the profile has: a verb that does not apply to it helps nobody.</summary>
    private static string HowToSignIn(DiagnosticContext context) =>
        context.OwnSettings.LoginCommand is { } command ? $"Run: {command}"
        : context.SignIn is not null ? "Run: claude-aws login"
        : context.OwnSettings.Recipe is not null ? "Run: claude-aws autologin"
        : "Run the login tool that writes the keys of the profile.";
}
