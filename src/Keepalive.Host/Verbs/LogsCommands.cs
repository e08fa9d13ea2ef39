using System.CommandLine;
using System.Globalization;

namespace Keepalive.Host.Verbs;

/// <summary><c>logs</c> on the command line.</summary>
internal static class LogsCommands
{
    private const int DefaultLines = 20;

    public static Command Logs()
    {
        var lines = new Option<int?>("--lines", "-n")
        {
            Description = "How many entries at most, the last ones; 20 when not given.",
            CustomParser = CommandTree.Parsed<int>(TryReadLines, "a number of entries, at least 1"),
            HelpName = "number",
        };
        var json = new Option<bool>("--json") { Description = "The entries as the file has them, one JSON object a line (about_KeepaliveLog)." };
        var path = new Option<bool>("--path") { Description = "Where the log is, and nothing else." };
        var command = new Command("logs", "Tell what was renewed, refreshed and signed in lately, with which outcome.") { lines, json, path };
        command.SetAction(result => result.GetValue(path) ? LogsVerb.TellPath() : LogsVerb.Run(result.GetValue(lines) ?? DefaultLines, result.GetValue(json)));
        return command;
    }

    private static bool TryReadLines(string value, out int lines) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out lines) && lines > 0;
}
