using System.CommandLine;
using Keepalive.Diagnostics;

namespace Keepalive.Host.Verbs;

/// <summary><c>doctor</c> on the command line.</summary>
internal static class DoctorCommands
{
    private const string Description = """
        Find problems that would interrupt Claude Code, and show how to fix them. Without --fix and --undo, the command changes nothing.

        With --fix the command repairs the findings that have a 'Fix' line. It asks no questions, and saves a dated backup next to each changed
        file. Then it repeats the checks that need no network. 'doctor --undo' reverses the last repair.
        """;

    public static Command Doctor(Option<string?> profile)
    {
        profile.Description = "Check only this profile and the profiles that it refers to. Default: all checks for the profile in use, and the syntax checks for the other profiles.";
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text (about_KeepaliveDiagnostics describes it)." };
        var strict = new Option<bool>("--strict") { Description = "Exit with 1 for warnings too, not only for errors." };
        var offline = new Option<bool>("--offline") { Description = "Check this machine only, without the network. --fix and --undo never use the network." };
        var runHelpers = new Option<bool>("--run-helpers") { Description = "Run each helper command of Claude Code once, as Claude Code does, and check its output." };
        var fix = new Option<bool>("--fix") { Description = "Repair the findings that can be repaired automatically." };
        var undo = new Option<bool>("--undo") { Description = "Reverse the last repair. Later changes to the same files are kept." };
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "With --fix or --undo: show what would change, and change nothing.";
        var id = new Option<string[]>("--id") { Description = "With --fix: repair only the findings of this check. Can be given several times.", HelpName = "KA000", CompletionSources = { static _ => CompletionWords.Visible(DiagnosticCatalog.Titles.Select(static check => check.Id)) } };
        var command = new Command("doctor", Description) { profile, json, strict, offline, runHelpers, fix, undo, dryRun, id };
        command.AddRule(result =>
        {
            bool fixes = result.GetValue(fix);
            bool undoes = result.GetValue(undo);
            if (fixes && undoes)
            {
                result.AddError("--fix and --undo can't be used together.");
            }
            else if (result.GetValue(dryRun) && !fixes && !undoes)
            {
                result.AddError("--dry-run works only with --fix or --undo.");
            }
            else if (result.GetValue(id) is { Length: > 0 } && !fixes)
            {
                result.AddError("--id works only with --fix.");
            }
            else if (result.GetValue(runHelpers) && (fixes || undoes))
            {
                result.AddError("--run-helpers can't be used with --fix or --undo.");
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
