using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.HelperRuns;
using Keepalive.Diagnostics.Online;
using Keepalive.Host.Verbs;

namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets of the doctor.</summary>
internal static class SetupCmdlets
{
    public static async Task TestAsync(CmdletContext context)
    {
        context.IsForAll = true;
        DiagnosticOptions options = Options(context);
        if (context.Request.Flag("RunHelper"))
        {
            context.Begin("Running the helpers", "Running the commands that Claude Code calls");
            options = await HelperRehearsal.RunAsync(context.Environment, options, context.Clock, context.Stop).ConfigureAwait(false);
        }

        DiagnosticReport report = context.Request.Flag("Offline") ? Doctor.Examine(context.Environment, options, context.Clock) : await AskAsync(context, options).ConfigureAwait(false);
        if (context.Request.Flag("Endpoint"))
        {
            FindingObjects.Write(context, report.Network!.Endpoints);
        }
        else
        {
            FindingObjects.Write(context, report);
        }

        foreach (string advice in report.Network?.Meanwhile ?? [])
        {
            context.Verbose(advice);
        }

        foreach (ClaudeHelper helper in report.Helpers)
        {
            context.Verbose($"{helper.Slot}: {helper.Command}, {helper.Describe()}");
        }

        context.Verbose(report.Sentence);
    }

    public static Task RepairAsync(CmdletContext context) => context.Request.Flag("Undo") ? UndoAsync(context) : MendAsync(context);

    private static async Task MendAsync(CmdletContext context)
    {
        var repair = ConfigurationRepair.Plan(context.Environment, Options(context), context.Request.Texts("Id"), context.Clock);
        IReadOnlyList<string> changed = repair.ChangedFiles;
        if (changed.Count == 0)
        {
            context.Verbose("None of the findings can be repaired automatically.");
        }
        else if (await context.ShouldProcessAsync(repair.Difference(), $"Change {string.Join(", ", changed)}?\n{repair.Difference()}", "Repair the configuration").ConfigureAwait(false) != CmdletAgreement.Yes)
        {
            return;
        }

        context.Begin("Repairing the configuration", "Writing the files");
        IReadOnlyList<string> backups = repair.Apply(context.Stop);
        DiagnosticReport left = Doctor.Examine(context.Environment, Options(context), context.Clock);
        CmdletMessage message = context.Object("ClaudeAwsRepair");
        FindingObjects.Add(message, "Mended", repair.Findings);
        message.Lines("ChangedFiles", changed);
        message.Lines("Backups", backups);
        FindingObjects.Add(message, "Left", left.Findings);
        message.Line("Sentence", left.Sentence);
        message.End();
        message.Send();
    }

    private static async Task UndoAsync(CmdletContext context)
    {
        var undo = ConfigurationUndo.Plan(context.Environment, context.Clock);
        if (!undo.HasRepair)
        {
            context.Warn("There is no repair to undo.");
            return;
        }

        string question = $"Change {string.Join(", ", undo.ChangedFiles)}?\n{undo.Difference()}";
        if (await context.ShouldProcessAsync(undo.Difference(), question, "Undo the last repair").ConfigureAwait(false) != CmdletAgreement.Yes)
        {
            return;
        }

        undo.Apply(CancellationToken.None);
        foreach (string note in undo.Notes)
        {
            context.Warn(note);
        }
    }

    private static DiagnosticOptions Options(CmdletContext context) => new(context.Request.Profile, context.Request.Location, OwnProgram.Path);

    private static async Task<DiagnosticReport> AskAsync(CmdletContext context, DiagnosticOptions options)
    {
        context.Begin("Checking the configuration", "Checking the network");
        var online = new OnlineOptions(OnlineOptions.UsualLimit, new CmdletProgress(context));
        return await OnlineDoctor.ExamineAsync(context.Environment, options, online, context.Clock, context.Stop).ConfigureAwait(false);
    }

    /// <summary>How many hosts have answered.</summary>
    private sealed class CmdletProgress(CmdletContext context) : IProgress<OnlineProgress>
    {
        public void Report(OnlineProgress value) => context.Say(value.ToString());
    }
}
