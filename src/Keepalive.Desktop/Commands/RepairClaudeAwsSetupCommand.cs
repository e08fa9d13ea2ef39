using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Repairs the fixable findings of Test-ClaudeAwsSetup, and undoes repairs.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "ClaudeAwsSetup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = RepairSet)]
[OutputType(typeof(ClaudeAwsRepair), ParameterSetName = [RepairSet])]
public sealed class RepairClaudeAwsSetupCommand : CompanionCmdlet
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
        // A pipeline that has brought no finding has named nothing, not everything.
        if (Undo || _ids.Count > 0 || !MyInvocation.ExpectingInput)
        {
            CmdletParameters parameters = CmdletParameters.Of(this);
            parameters["Id"] = _ids;
            Run(parameters);
        }
    }
}
