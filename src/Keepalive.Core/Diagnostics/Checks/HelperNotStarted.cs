using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that the system or the shell could not start.</summary>
internal sealed class HelperNotStarted() : HelperRunCheck(
    "KA705", DiagnosticSeverity.Error,
    "A helper could not be started",
    "Claude Code gets no output from it, and does not show the reason.")
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    /// <summary>An exit status with which a shell says that it could not start what it was to start.</summary>
    public static bool IsShells(HelperRun run) => run is { Ending: HelperEnding.Ended, ExitCode: NotExecutable or NotFound, Helper.Arguments: null };

    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        string? reason = run.Ending == HelperEnding.NotStarted ? run.Reason
            : !IsShells(run) ? null
            : run.ExitCode == NotFound ? "the shell reports that the program or script does not exist" : "the shell reports that the program is not executable";
        if (reason is not null)
        {
            yield return Seen(context, run, reason, run.Helper.IsOurs ? "Run 'claude-aws install', which writes a path that stays valid." : "Correct the command, or correct PATH for Claude Code.");
        }
    }
}
