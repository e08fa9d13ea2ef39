using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Finds problems that would interrupt Claude Code: one object per finding, nothing if there is none. Or one object per host.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ClaudeAwsSetup", DefaultParameterSetName = FindingSet)]
[OutputType(typeof(ClaudeAwsFinding), ParameterSetName = [FindingSet])]
[OutputType(typeof(ClaudeAwsEndpoint), ParameterSetName = [EndpointSet])]
public sealed class TestClaudeAwsSetupCommand : CompanionCmdlet
{
    private const string FindingSet = "Finding";
    private const string EndpointSet = "Endpoint";

    /// <summary>The profile; without it, the one in use, and the form of all others.</summary>
    [Parameter(Position = 0)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Looks at this machine alone: no host is asked.</summary>
    [Parameter(ParameterSetName = FindingSet)]
    public SwitchParameter Offline { get; set; }

    /// <summary>Runs what Claude Code calls once, as it does, and judges what comes of it.</summary>
    [Parameter(ParameterSetName = FindingSet)]
    public SwitchParameter RunHelper { get; set; }

    /// <summary>How far each host was reached, instead of what is wrong.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EndpointSet)]
    public SwitchParameter Endpoint { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run();
}
