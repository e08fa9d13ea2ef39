using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// Sees to it that a session is good, with the cheapest thing that works. Claude Code's <c>awsAuthRefresh</c>: nothing is written
/// while it is good.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "ClaudeAwsRefresh", SupportsShouldProcess = true)]
[OutputType(typeof(ClaudeAwsRefresh))]
public sealed class InvokeClaudeAwsRefreshCommand : CompanionCmdlet
{
    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Signs in although the credential is good or a sign-in has just failed.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives an object: what was done, until when it lasts.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run();
}
