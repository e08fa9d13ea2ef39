using System.Text.Json;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.HelperRuns;
using Keepalive.Diagnostics.Online;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws doctor</c>: the findings with their effects and next steps; also the repair.</summary>
internal static class DoctorVerb
{
    public static int Run(DoctorArguments arguments) => VerbRunner.Run(ExportArguments.DefaultTimeout + (arguments.RunHelpers ? HelperRehearsal.Limit : TimeSpan.Zero), async cancellationToken =>
    {
        DiagnosticOptions options = arguments.RunHelpers ? await RehearseAsync(arguments, cancellationToken).ConfigureAwait(false) : Options(arguments);
        DiagnosticReport report = arguments.Offline
            ? Doctor.Examine(SystemEnvironment.Current, options, TimeProvider.System)
            : await AskAsync(options, cancellationToken).ConfigureAwait(false);
        return Show(arguments, report, repaired: null);
    });

    public static int Fix(DoctorArguments arguments) => VerbRunner.Run(ExportArguments.DefaultTimeout, cancellationToken => Interruptible(() =>
    {
        var repair = ConfigurationRepair.Plan(SystemEnvironment.Current, Options(arguments), arguments.Ids, TimeProvider.System);
        if (arguments.IsDryRun)
        {
            StandardOutput.WriteText(repair.Findings.Count == 0 ? RepairText.Nothing : repair.Difference().TrimEnd('\n'));
            return ExitStatus.Fine;
        }

        IReadOnlyList<string> changed = repair.ChangedFiles;
        IReadOnlyList<string> backups = repair.Apply(cancellationToken);
        if (!arguments.Json)
        {
            StandardOutput.WriteText(RepairText.Of(repair.Findings, changed, backups));
        }

        return Show(arguments, Doctor.Examine(SystemEnvironment.Current, Options(arguments), TimeProvider.System), repair.Findings);
    }));

    public static int Undo(DoctorArguments arguments) => VerbRunner.Run(ExportArguments.DefaultTimeout, cancellationToken => Interruptible(() =>
    {
        var undo = ConfigurationUndo.Plan(SystemEnvironment.Current, TimeProvider.System);
        IReadOnlyList<string> changed = undo.ChangedFiles;
        if (arguments.IsDryRun)
        {
            StandardOutput.WriteText(undo.HasRepair ? undo.Difference().TrimEnd('\n') : RepairText.NothingToUndo);
        }
        else
        {
            undo.Apply(cancellationToken);
            StandardOutput.WriteText(undo.HasRepair ? RepairText.OfUndo(changed) : RepairText.NothingToUndo);
        }

        foreach (string note in undo.Notes)
        {
            ErrorOutput.Write(note);
        }

        return ExitStatus.Fine;
    }));

    private static DiagnosticOptions Options(DoctorArguments arguments) => new(arguments.Profile, WorkingFolder.Current, OwnProgram.Path);

    /// <summary>On the pool, so that a signal asks it to stop instead of ending it between two files.</summary>
    private static async ValueTask<int> Interruptible(Func<int> work) => await Task.Run(work).ConfigureAwait(false);

    private static async Task<DiagnosticOptions> RehearseAsync(DoctorArguments arguments, CancellationToken cancellationToken)
    {
        using ProgressLine? line = ProgressLine.IfSeen();
        line?.Show("Running the commands that Claude Code calls. This takes up to 30 seconds.");
        return await HelperRehearsal.RunAsync(SystemEnvironment.Current, Options(arguments), TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DiagnosticReport> AskAsync(DiagnosticOptions options, CancellationToken cancellationToken)
    {
        using ProgressLine? line = ProgressLine.IfSeen();
        var online = new OnlineOptions(OnlineOptions.UsualLimit, line);
        return await OnlineDoctor.ExamineAsync(SystemEnvironment.Current, options, online, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }

    private static int Show(DoctorArguments arguments, DiagnosticReport report, IReadOnlyList<DiagnosticFinding>? repaired)
    {
        if (arguments.Json)
        {
            StandardOutput.WriteJson(JsonSerializer.Serialize(DoctorDocument.From(report, arguments.Strict, repaired), DoctorJsonContext.Readable.DoctorDocument));
        }
        else
        {
            StandardOutput.WriteReport(DoctorText.Of(report), DoctorText.ColourOf);
        }

        return report.IsHealthy(arguments.Strict) ? ExitStatus.Fine : ExitStatus.Found;
    }
}
