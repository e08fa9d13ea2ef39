using System.Management.Automation;
using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Commands;

/// <summary>Makes every running Claude Code ask for its credentials again. Changes no byte of its settings.</summary>
[Cmdlet(VerbsData.Sync, "ClaudeAwsKeepalive", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SyncClaudeAwsKeepaliveCommand : KeepaliveCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(Reload);

    private void Reload()
    {
        if (ShouldProcess("every running Claude Code", "Make it read its credential again"))
        {
            WriteVerbose($"Rewritten without changes: {SettingsReload.Run(SystemEnvironment.Current, TimeProvider.System)}");
        }
    }
}
