using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Signs out of IAM Identity Center or of aws login: the service is told where it can be, and what this machine has of the session is removed.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ClaudeAws", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class DisconnectClaudeAwsCommand : CompanionCmdlet
{
    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>How long to wait for the service at most: seconds or a TimeSpan. What is on this machine is removed in any case.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run();
}
