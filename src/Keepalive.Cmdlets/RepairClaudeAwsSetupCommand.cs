using System.Management.Automation;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>Repairs the fixable findings of Test-ClaudeAwsSetup, and undoes repairs.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "ClaudeAwsSetup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = RepairSet)]
[OutputType(typeof(ClaudeAwsRepair), ParameterSetName = [RepairSet])]
public sealed class RepairClaudeAwsSetupCommand : KeepaliveCmdlet
{
    private const string RepairSet = "Repair";

    private const string UndoSet = "Undo";

    private readonly List<string> _ids = [];

    /// <summary>The profile; without it, the one in use, and the form of all others.</summary>
    [Parameter(Position = 0, ParameterSetName = RepairSet)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The checks whose findings are repaired; without it, all fixable ones.</summary>
    [Parameter(ParameterSetName = RepairSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CheckIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Takes the last repair back.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UndoSet)]
    public SwitchParameter Undo { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _ids.AddRange(Id ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Undo)
        {
            ForRecord(TakeBack);
        }
        else if (_ids.Count > 0 || !MyInvocation.ExpectingInput)
        {
            // A pipeline that has brought no finding has named nothing, not everything.
            ForRecord(Mend);
        }
    }

    private void Mend()
    {
        var options = new DiagnosticOptions(
            ProfileName, SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            CompanionLauncher.FindIn(ModuleFolder.FullPath));
        var repair = ConfigurationRepair.Plan(SystemEnvironment.Current, options, _ids, TimeProvider.System);
        IReadOnlyList<string> changed = repair.ChangedFiles;
        if (changed.Count == 0)
        {
            WriteVerbose("None of the findings can be repaired automatically.");
        }
        else if (!ShouldProcess(repair.Difference(), $"Change {string.Join(", ", changed)}?\n{repair.Difference()}", "Repair the configuration"))
        {
            return;
        }

        IReadOnlyList<string> backups = Await("Repairing the configuration", "Writing the files", stop => Task.Run(() => repair.Apply(stop), stop));
        DiagnosticReport left = Doctor.Examine(SystemEnvironment.Current, options, TimeProvider.System);
        WriteObject(new ClaudeAwsRepair(repair, changed, backups, left));
    }

    private void TakeBack()
    {
        var undo = ConfigurationUndo.Plan(SystemEnvironment.Current, TimeProvider.System);
        if (!undo.HasRepair)
        {
            WriteWarning("There is no repair to undo.");
            return;
        }

        string question = $"Change {string.Join(", ", undo.ChangedFiles)}?\n{undo.Difference()}";
        if (!ShouldProcess(undo.Difference(), question, "Undo the last repair"))
        {
            return;
        }

        undo.Apply(CancellationToken.None);
        foreach (string note in undo.Notes)
        {
            WriteWarning(note);
        }
    }
}
