using System.Management.Automation;
using Keepalive.Diagnostics;

namespace Keepalive.Commands;

/// <summary>Looks for what keeps a session from living; one object a finding, nothing when all is well.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ClaudeAwsConfiguration")]
[OutputType(typeof(ClaudeAwsFinding))]
public sealed class TestClaudeAwsConfigurationCommand : KeepaliveCmdlet
{
    /// <summary>The profile; without it, the one in use, and the form of all others.</summary>
    [Parameter(Position = 0)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var options = new DiagnosticOptions(ProfileName, SessionState.Path.CurrentFileSystemLocation.ProviderPath);
        DiagnosticReport report = ForAll(() => Doctor.Examine(SystemEnvironment.Current, options, TimeProvider.System));
        foreach (DiagnosticFinding finding in report.Findings)
        {
            WriteObject(new ClaudeAwsFinding(finding));
        }

        WriteVerbose(report.Sentence);
    }
}
