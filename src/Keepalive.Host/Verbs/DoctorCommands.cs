using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>doctor</c> on the command line.</summary>
internal static class DoctorCommands
{
    public static Command Doctor(Option<string?> profile)
    {
        var json = new Option<bool>("--json") { Description = "One JSON document instead of text (about_KeepaliveDiagnostics)." };
        var strict = new Option<bool>("--strict") { Description = "Exit with 1 for warnings too, not for errors alone." };
        var offline = new Option<bool>("--offline") { Description = "Look at this machine alone: no host is asked." };
        var runHelpers = new Option<bool>("--run-helpers") { Description = "Run what Claude Code calls once, as it does, and judge what comes of it." };
        var command = new Command("doctor", "Look for what keeps a session from living, and say what to do. Changes nothing.") { profile, json, strict, offline, runHelpers };
        command.SetAction(result => DoctorVerb.Run(result.GetValue(profile), result.GetValue(json), result.GetValue(strict), result.GetValue(offline), result.GetValue(runHelpers)));
        return command;
    }
}
