using System.CommandLine;
using Keepalive.Diagnostics;

namespace Keepalive.Host.Verbs;

/// <summary><c>doctor</c> on the command line.</summary>
internal static class DoctorCommands
{
    private const string Description = """
        Look for what keeps a session from living, and say what to do. Changes nothing.

        With --fix it mends what is marked with Fix: it asks nothing, leaves a dated backup beside each changed file, and then
        examines all again. 'doctor --undo' takes the last repair back.
        """;

    public static Command Doctor(Option<string?> profile)
    {
        var json = new Option<bool>("--json") { Description = "One JSON document instead of text (about_KeepaliveDiagnostics)." };
        var strict = new Option<bool>("--strict") { Description = "Exit with 1 for warnings too, not for errors alone." };
        var offline = new Option<bool>("--offline") { Description = "Look at this machine alone: no host is asked. --fix and --undo never ask one." };
        var runHelpers = new Option<bool>("--run-helpers") { Description = "Run what Claude Code calls once, as it does, and judge what comes of it." };
        var fix = new Option<bool>("--fix") { Description = "Mend what can be mended." };
        var undo = new Option<bool>("--undo") { Description = "Take the last repair back; what somebody has changed since stays." };
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = $"With --fix or --undo: {char.ToLowerInvariant(dryRun.Description![0])}{dryRun.Description[1..]}";
        var id = new Option<string[]>("--id") { Description = "With --fix: mend what this check has found, and no more; may be given several times.", HelpName = "KA000", CompletionSources = { static _ => CompletionWords.Visible(DiagnosticCatalog.Titles.Select(static check => check.Id)) } };
        var command = new Command("doctor", Description) { profile, json, strict, offline, runHelpers, fix, undo, dryRun, id };
        command.AddRule(result =>
        {
            bool fixes = result.GetValue(fix);
            bool undoes = result.GetValue(undo);
            if (fixes && undoes)
            {
                result.AddError("--fix and --undo exclude each other.");
            }
            else if (result.GetValue(dryRun) && !fixes && !undoes)
            {
                result.AddError("--dry-run goes with --fix or --undo.");
            }
            else if (result.GetValue(id) is { Length: > 0 } && !fixes)
            {
                result.AddError("--id goes with --fix.");
            }
            else if (result.GetValue(runHelpers) && (fixes || undoes))
            {
                result.AddError("--run-helpers goes neither with --fix nor with --undo.");
            }
        });
        command.SetAction(result =>
        {
            var arguments = new DoctorArguments(result.GetValue(profile), result.GetValue(json), result.GetValue(strict), result.GetValue(offline), result.GetValue(runHelpers), result.GetValue(dryRun), result.GetValue(id) ?? []);
            return result.GetValue(undo) ? DoctorVerb.Undo(arguments) : result.GetValue(fix) ? DoctorVerb.Fix(arguments) : DoctorVerb.Run(arguments);
        });
        return command;
    }
}
