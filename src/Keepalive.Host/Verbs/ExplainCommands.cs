using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>explain</c> on the command line.</summary>
internal static class ExplainCommands
{
    public static Command Explain(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        var json = new Option<bool>("--json") { Description = "One JSON document instead of text (about_KeepaliveDiagnostics)." };
        var offline = new Option<bool>("--offline") { Description = "Start no program and ask no service; what only they could tell stays open." };
        var command = new Command("explain", "Tell step by step how the credential is found that an export gives now, with file and line of every value.") { profile, json, offline, timeout };
        command.SetAction(result => ExplainVerb.Run(
            result.GetValue(profile), result.GetValue(json), result.GetValue(offline), result.GetValue(timeout) ?? ExportArguments.DefaultTimeout));
        return command;
    }
}
