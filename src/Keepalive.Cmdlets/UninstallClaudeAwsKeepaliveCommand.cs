using System.Management.Automation;
using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Commands;

/// <summary>Takes Keepalive out of Claude Code's settings, and puts back what stood there before.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "ClaudeAwsKeepalive", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClaudeAwsUninstallation))]
public sealed class UninstallClaudeAwsKeepaliveCommand : KeepaliveCmdlet
{
    /// <summary>Which settings file.</summary>
    [Parameter(Position = 0)]
    public ClaudeAwsScope Scope { get; set; }

    /// <summary>Deletes state, caches and backups as well.</summary>
    [Parameter]
    public SwitchParameter Purge { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(Run);

    private void Run()
    {
        var uninstallation = Uninstaller.Plan(
            SystemEnvironment.Current, (SettingsScope)Scope, SessionState.Path.CurrentFileSystemLocation.ProviderPath, TimeProvider.System);
        StatePurge? purge = Purge ? StatePurge.Plan(SystemEnvironment.Current, uninstallation) : null;
        IReadOnlyList<string> changed = uninstallation.ChangedFiles;
        if (changed.Count > 0
            ? !ShouldProcess(uninstallation.Difference(), $"Change {string.Join(", ", changed)}?\n{uninstallation.Difference()}", "Remove Keepalive from Claude Code")
            : !ShouldProcess(uninstallation.SettingsPath, "Delete the record of the installation"))
        {
            return;
        }

        string list = string.Join('\n', purge?.Paths.Select(VisibleText.Line) ?? []);
        if (purge is { Paths.Count: > 0 } && !ShouldProcess(list, $"Delete these?\n{list}", "Delete Keepalive's state and backups"))
        {
            return;
        }

        purge?.Prepare();
        uninstallation.Apply();
        purge = purge?.Again(uninstallation);
        purge?.Apply();
        foreach (string note in uninstallation.Notes)
        {
            WriteWarning(note);
        }

        foreach (string left in purge?.Left ?? [])
        {
            WriteWarning($"{VisibleText.Line(left)} is not a file of Keepalive, and is left.");
        }

        WriteObject(new ClaudeAwsUninstallation(uninstallation, purge));
    }
}
