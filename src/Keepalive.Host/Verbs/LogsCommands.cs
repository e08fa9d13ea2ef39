using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>logs</c> on the command line.</summary>
internal static class LogsCommands
{
    private const int DefaultLines = 20;

    public static Command Logs()
    {
        var lines = new Option<int>("--lines", "-n") { Description = "How many entries at most, the last ones.", HelpName = "number", DefaultValueFactory = static _ => DefaultLines };
        var json = new Option<bool>("--json") { Description = "The entries as the file has them, one JSON object a line (about_KeepaliveLog)." };
        var path = new Option<bool>("--path") { Description = "Where the log is, and nothing else." };
        var command = new Command("logs", "Tell what was renewed, refreshed and signed in lately, with which outcome.") { lines, json, path };
        command.Validators.Add(result =>
        {
            if (result.GetResult(lines) is { Tokens.Count: > 0 } && result.GetValue(lines) < 1)
            {
                result.AddError("--lines has to be at least 1.");
            }
        });
        command.SetAction(result => result.GetValue(path) ? LogsVerb.TellPath() : LogsVerb.Run(result.GetValue(lines), result.GetValue(json)));
        return command;
    }
}
