using Keepalive.Host.Output;
using Keepalive.Logging;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws logs</c>: what was renewed, refreshed and signed in lately.</summary>
internal static class LogsVerb
{
    public static int Run(int lines, bool json) => VerbRunner.Run(ExportArguments.DefaultTimeout, _ =>
    {
        IReadOnlyList<LogEntry> entries = new EventLogReader(SystemEnvironment.Current).ReadLast(lines);
        if (entries.Count > 0 && json)
        {
            StandardOutput.WriteJson(string.Join('\n', entries.Select(EventLogReader.ToJson)));
        }
        else if (entries.Count > 0)
        {
            StandardOutput.WriteText(string.Join('\n', entries.Select(LogText.Of)));
        }
        else if (!json)
        {
            StandardOutput.WriteText("The log is empty.");
        }

        return ValueTask.FromResult(ExitStatus.Fine);
    });

    public static int TellPath() => VerbRunner.Run(ExportArguments.DefaultTimeout, static _ =>
    {
        StandardOutput.WriteText(VisibleText.Line(new EventLogReader(SystemEnvironment.Current).Path));
        return ValueTask.FromResult(ExitStatus.Fine);
    });
}
