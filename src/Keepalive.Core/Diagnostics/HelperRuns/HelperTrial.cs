using System.Diagnostics;
using System.Security.Cryptography;
using Keepalive.ClaudeCode;
using Keepalive.Diagnostics.Facts;
using Keepalive.Platform.Processes;
using Keepalive.Sessions;

namespace Keepalive.Diagnostics.HelperRuns;

/// <summary>
/// Runs the helpers as Claude Code does: through its shell, in the folder, with its variables and its input. Side by side, each
/// within the time of its slot, and each gone with all that it started when its time is over.
/// </summary>
internal sealed class HelperTrial(DiagnosticContext context)
{
    /// <summary>More than any credential or status line has.</summary>
    private const int OutputLimit = 1024 * 1024;

    /// <summary>How long each may take.</summary>
    public Func<Helper, TimeSpan> LimitOf { get; init; } = HelperSlots.LimitOf;

    public async Task<IReadOnlyList<HelperRun>> RunAllAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Helper.All(context).Select(helper => RunAsync(helper, cancellationToken))).ConfigureAwait(false);

    private async Task<HelperRun> RunAsync(Helper helper, CancellationToken cancellationToken)
    {
        TimeSpan limit = LimitOf(helper);
        if (HelperSlots.WhyNotRun(helper) is { } reason)
        {
            return new HelperRun(helper, HelperEnding.NotRun, 0, TimeSpan.Zero, limit) { Reason = reason };
        }

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(limit);
        long start = Stopwatch.GetTimestamp();
        try
        {
            ChildOutcome outcome = await ChildProcess.RunAsync(CommandOf(helper), OutputLimit, bound.Token).ConfigureAwait(false);
            try
            {
                return Judge(helper, outcome, Stopwatch.GetElapsedTime(start), limit);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(outcome.StandardOutput);
            }
        }
        catch (ChildStartException exception)
        {
            return new HelperRun(helper, HelperEnding.NotStarted, 0, TimeSpan.Zero, limit) { Reason = exception.Reason };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HelperRun(helper, HelperEnding.TimedOut, 0, Stopwatch.GetElapsedTime(start), limit);
        }
    }

    private HelperRun Judge(Helper helper, ChildOutcome outcome, TimeSpan took, TimeSpan limit)
    {
        HelperEnding ending = outcome.OutputLimitExceeded ? HelperEnding.Flooded : HelperEnding.Ended;
        HelperAnswer answer = ending == HelperEnding.Flooded || outcome.ExitCode != 0 ? HelperAnswer.Taken
            : helper.Slot == Slots.ExportSetting ? ExportAnswer.Judge(outcome.StandardOutput, context.Now)
            : helper.Slot is Slots.RefreshSetting or Slots.StatusLineSetting ? HelperAnswer.Taken
            : HookAnswerText.Judge(outcome.StandardOutput);
        return new HelperRun(helper, ending, outcome.ExitCode, took, limit) { Answer = answer };
    }

    private ChildCommand CommandOf(Helper helper)
    {
        IReadOnlyList<string> words = helper.Arguments is { } arguments ? [helper.Command, .. arguments]
            : helper.Shell == "powershell" ? ClientShell.PowerShell("pwsh", helper.Command)
            : new ClientShell(context.Environment).WordsFor(helper.Command, context.ClientVariable("PATH") ?? string.Empty);
        return new ChildCommand(words[0], [.. words.Skip(1)])
        {
            EnvironmentChanges = VariablesFor(helper),
            Input = new PipedInput(HelperSlots.InputOf(helper)),
            WorkingDirectory = Directory.Exists(context.WorkingDirectory) ? context.WorkingDirectory : null,
        };
    }

    private Dictionary<string, string?> VariablesFor(Helper helper)
    {
        var variables = new Dictionary<string, string?>(context.ClientVariables())
        {
            ["PATH"] = context.ClientVariable("PATH"),
            ["HOME"] = context.Environment.Get("HOME"),
            ["NoDefaultCurrentDirectoryInExePath"] = "1",
            [RefreshOptions.RehearsalVariable] = "1",

            // Not one of its sessions: an export that it marks is taken for a second request of the same client.
            ["CLAUDE_CODE_ENTRYPOINT"] = helper.IsOurs ? null : "cli",
        };
        if (helper.Slot.StartsWith("hooks.", StringComparison.Ordinal))
        {
            variables["CLAUDECODE"] = "1";
            variables["CLAUDE_PROJECT_DIR"] = context.WorkingDirectory;
        }

        return variables;
    }
}
