using System.Management.Automation;

namespace Keepalive.Commands;

/// <content>
/// PowerShell's streams, as all our cmdlets write to them: names come from files and services, and a host shows what it is given
/// (<see cref="VisibleText"/>). They hide those of the base class, so no cmdlet can pass them by; a test looks for it.
/// </content>
public abstract partial class KeepaliveCmdlet
{
    internal new void WriteWarning(string text) => base.WriteWarning(VisibleText.Line(text));

    internal new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.Line(text));

    internal new void WriteDebug(string text) => base.WriteDebug(VisibleText.Line(text));

    internal void WriteInformation(HostInformationMessage message, string[] tags)
    {
        message.Message = VisibleText.Lines(message.Message);
        base.WriteInformation(message, tags);
    }

    internal new void WriteProgress(ProgressRecord record)
    {
        record.Activity = VisibleText.Line(record.Activity);
        record.StatusDescription = VisibleText.Line(record.StatusDescription);
        base.WriteProgress(record);
    }

    internal new void WriteError(ErrorRecord record) => base.WriteError(Visible(record));

    internal new void ThrowTerminatingError(ErrorRecord record) => base.ThrowTerminatingError(Visible(record));

    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Line(target), VisibleText.Line(action));

    internal new bool ShouldProcess(string description, string question, string caption) =>
        base.ShouldProcess(VisibleText.Lines(description), VisibleText.Lines(question), VisibleText.Line(caption));

    /// <summary>The message is so already where Core has made it; what the older views show beside it is the target.</summary>
    private static ErrorRecord Visible(ErrorRecord record)
    {
        record.CategoryInfo.TargetName = VisibleText.Line(record.CategoryInfo.TargetName);
        return record;
    }
}
