using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>doctor</c> on the command line.</summary>
internal static class DoctorCommands
{
    public static Command Doctor(Option<string?> profile)
    {
        var json = new Option<bool>("--json") { Description = "One JSON document instead of text (about_KeepaliveDiagnostics)." };
        var strict = new Option<bool>("--strict") { Description = "Exit with 1 for warnings too, not for errors alone." };
        var command = new Command("doctor", "Look for what keeps a session from living, and say what to do. Changes nothing and asks no network.") { profile, json, strict };
        command.SetAction(result => DoctorVerb.Run(result.GetValue(profile), result.GetValue(json), result.GetValue(strict)));
        return command;
    }
}
