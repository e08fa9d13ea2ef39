using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>explain</c> on the command line.</summary>
internal static class ExplainCommands
{
    public static Command Explain(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text (about_KeepaliveDiagnostics describes it)." };
        var offline = new Option<bool>("--offline") { Description = "Start no program and use no network. Results that need them are shown as unknown." };
        var command = new Command("explain", "Show step by step how 'export' finds the credential now, with file and line of every value.") { profile, json, offline, timeout };
        command.SetAction(result => ExplainVerb.Run(
            result.GetValue(profile), result.GetValue(json), result.GetValue(offline), result.GetValue(timeout) ?? ExportArguments.DefaultTimeout));
        return command;
    }
}
