using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// Signs in to IAM Identity Center or with the session of aws login, or joins the sign-in that another process began. The sign-in runs in a process of its own:
/// Ctrl+C ends only the watching.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "ClaudeAws", DefaultParameterSetName = DefaultSet, SupportsShouldProcess = true)]
[OutputType(typeof(ClaudeAwsSignIn))]
public sealed class ConnectClaudeAwsCommand : CompanionCmdlet
{
    private const string DefaultSet = "Default";
    private const string BrowserSet = "Browser";
    private const string NoBrowserSet = "NoBrowser";
    private const string CancelSet = "Cancel";

    /// <summary>The profile; without it, the one in use. One only: a person can do one sign-in at a time.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>A code to approve in any browser, whatever this machine looks like.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = NoBrowserSet)]
    public SwitchParameter UseDeviceCode { get; set; }

    /// <summary>For a profile of aws login: a browser on any machine shows a code, which is pasted here.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = NoBrowserSet)]
    public SwitchParameter Remote { get; set; }

    /// <summary>The browser's command, <c>%s</c> for the address. No shell reads it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BrowserSet)]
    [ValidateNotNullOrEmpty]
    public string? Browser { get; set; }

    /// <summary>Opens nothing; only shows the address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NoBrowserSet)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>Signs in although the token is good, a tab was opened a moment ago or a sign-in has just failed.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = NoBrowserSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Ends the sign-in, or the automatic login, that is running; starts nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CancelSet)]
    public SwitchParameter Cancel { get; set; }

    /// <summary>How long to wait: seconds or a TimeSpan. The sign-in itself continues.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run();
}
