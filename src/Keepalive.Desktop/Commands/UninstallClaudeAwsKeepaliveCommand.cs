using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Takes Keepalive out of Claude Code's settings, and puts back what stood there before.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "ClaudeAwsKeepalive", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClaudeAwsUninstallation))]
public sealed class UninstallClaudeAwsKeepaliveCommand : CompanionCmdlet
{
    /// <summary>Which settings file.</summary>
    [Parameter(Position = 0)]
    public ClaudeAwsScope Scope { get; set; }

    /// <summary>Deletes state, caches and backups as well.</summary>
    [Parameter]
    public SwitchParameter Purge { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run();
}
