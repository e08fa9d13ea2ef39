using System.Management.Automation;
using Keepalive.Logging;

namespace Keepalive.Commands;

/// <summary>Tells what was renewed, refreshed and signed in lately, with which outcome.</summary>
[Cmdlet(VerbsCommon.Get, "ClaudeAwsLog")]
[OutputType(typeof(ClaudeAwsLogEntry))]
public sealed class GetClaudeAwsLogCommand : KeepaliveCmdlet
{
    /// <summary>How many entries at most, the last ones.</summary>
    [Parameter(Position = 0)]
    [Alias("Last", "Tail")]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(LineCountCompleter))]
    public int Lines { get; set; } = 20;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (LogEntry entry in ForAll(() => new EventLogReader(SystemEnvironment.Current).ReadLast(Lines)))
        {
            WriteObject(new ClaudeAwsLogEntry(entry));
        }
    }
}
