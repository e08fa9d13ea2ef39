using System.Management.Automation;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.HelperRuns;
using Keepalive.Diagnostics.Online;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>Finds problems that would interrupt Claude Code: one object per finding, nothing if there is none. Or one object per host.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ClaudeAwsSetup", DefaultParameterSetName = FindingSet)]
[OutputType(typeof(ClaudeAwsFinding), ParameterSetName = [FindingSet])]
[OutputType(typeof(ClaudeAwsEndpoint), ParameterSetName = [EndpointSet])]
public sealed class TestClaudeAwsSetupCommand : KeepaliveCmdlet
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
    protected override void EndProcessing()
    {
        var options = new DiagnosticOptions(
            ProfileName, SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            CompanionLauncher.FindIn(ModuleFolder.FullPath));
        if (RunHelper)
        {
            options = ForAll(() => Await(
                "Running the helpers", "Running the commands that Claude Code calls", stop => HelperRehearsal.RunAsync(SystemEnvironment.Current, options, TimeProvider.System, stop)));
        }

        DiagnosticReport report = ForAll(() => Offline
            ? Doctor.Examine(SystemEnvironment.Current, options, TimeProvider.System)
            : Await("Checking the configuration", "Checking the network", (_, progress, stop) => AskAsync(options, progress, stop)));
        WriteObject(
            Endpoint ? report.Network!.Endpoints.Select(object (endpoint) => new ClaudeAwsEndpoint(endpoint)) : report.Findings.Select(finding => new ClaudeAwsFinding(finding, report.Network)),
            enumerateCollection: true);
        foreach (string advice in report.Network?.Meanwhile ?? [])
        {
            WriteVerbose(advice);
        }

        foreach (ClaudeHelper helper in report.Helpers)
        {
            WriteVerbose($"{helper.Slot}: {helper.Command}, {helper.Describe()}");
        }

        WriteVerbose(report.Sentence);
    }

    private static Task<DiagnosticReport> AskAsync(DiagnosticOptions options, DelayedProgress progress, CancellationToken cancellationToken) => OnlineDoctor.ExamineAsync(
        SystemEnvironment.Current, options, new OnlineOptions(OnlineOptions.UsualLimit, new OnlineStreams(progress)), TimeProvider.System, cancellationToken);
}
