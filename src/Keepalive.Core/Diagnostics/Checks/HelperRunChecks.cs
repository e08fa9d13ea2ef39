using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A greeting, a warning or an echo round the JSON.</summary>
internal sealed class HelperTextBeside() : HelperRunCheck(
    "KA701", DiagnosticSeverity.Error,
    "A helper prints other text besides its JSON",
    "Claude Code then rejects the whole output, so it has no credentials.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.TextBeside } answer)
        {
            yield return Seen(context, run, answer.Detail, "Make the helper write all other text to standard error.");
        }
        else if (run.Ending == HelperEnding.Flooded)
        {
            yield return Seen(context, run, "it printed too much output, and was stopped", "Make the helper write all other text to standard error.");
        }
    }
}

/// <summary>Output that Claude Code does not take.</summary>
internal sealed class HelperRefused() : HelperRunCheck(
    "KA702", DiagnosticSeverity.Error,
    "A helper prints output that Claude Code rejects",
    "Claude Code ignores the output. After a rejected export it uses its default credential chain, which may be another identity.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.Refused } answer)
        {
            yield return Seen(context, run, answer.Detail, "Run 'claude-aws install', or make the helper print the JSON that about_KeepaliveDiagnostics shows.");
        }
    }
}

/// <summary>A helper that takes longer than Claude Code waits.</summary>
internal sealed class HelperSlow() : HelperRunCheck(
    "KA703", DiagnosticSeverity.Error,
    "A helper takes longer than Claude Code allows",
    "Claude Code waits for an export without a time limit and does not respond meanwhile. It ignores the output of a slow hook or status line.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Ending == HelperEnding.TimedOut)
        {
            yield return Seen(
                context, run, $"it did not end within {Duration.Format(run.Limit)}, and was stopped",
                HelperSlots.InputOf(run.Helper) is null ? "It may wait for input or for a person, but Claude Code gives it no input and no terminal. Run the helper with '< /dev/null' in a terminal to find the cause." : "Run the helper in a terminal to find the cause.");
        }
    }
}

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

/// <summary>A credential that is of no use when it comes.</summary>
internal sealed class HelperEnded() : HelperRunCheck(
    "KA706", DiagnosticSeverity.Error,
    "A helper returns a credential that has expired or expires very soon",
    "Claude Code keeps the credential for an hour, and retries for minutes with an expired key before it gives up.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.Ended } answer)
        {
            yield return Seen(context, run, answer.Detail, "Make the helper renew the credential earlier, and end with an error if that fails. 'claude-aws export' does both.");
        }
    }
}

/// <summary>A credential without an expiry.</summary>
internal sealed class HelperWithoutEnd() : HelperRunCheck(
    "KA707", DiagnosticSeverity.Warning,
    "A helper does not report when its credential expires",
    "Claude Code then keeps each credential for an hour, even if it expires earlier.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.WithoutEnd } answer)
        {
            yield return Seen(context, run, answer.Detail, "Make the helper print Expiration, for example 2026-11-21T12:00:00Z. 'claude-aws export' does this.");
        }
    }
}

/// <summary>A helper that was left alone.</summary>
internal sealed class HelperNotRun() : HelperRunCheck(
    "KA708", DiagnosticSeverity.Information,
    "A helper was not run",
    "The doctor could not check it.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Ending == HelperEnding.NotRun)
        {
            yield return Seen(context, run, run.Reason!, "Run the helper yourself in a terminal.");
        }
    }
}
