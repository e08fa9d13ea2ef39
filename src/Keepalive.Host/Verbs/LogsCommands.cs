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
            Description = "Show at most this many of the newest entries (default: 20).",
            CustomParser = CommandTree.Parsed<int>(TryReadLines, "a number of entries, at least 1"),
            HelpName = "number",
        };
        var json = new Option<bool>("--json") { Description = "Print the entries as in the log file: one JSON object per line (about_KeepaliveLog describes them)." };
        var path = new Option<bool>("--path") { Description = "Print only the path of the log file." };
        var command = new Command("logs", "List the latest renewals, refreshes and sign-ins with their results.") { lines, json, path };
        command.SetAction(result => result.GetValue(path) ? LogsVerb.TellPath() : LogsVerb.Run(result.GetValue(lines) ?? DefaultLines, result.GetValue(json)));
        return command;
    }

    private static bool TryReadLines(string value, out int lines) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out lines) && lines > 0;
}
