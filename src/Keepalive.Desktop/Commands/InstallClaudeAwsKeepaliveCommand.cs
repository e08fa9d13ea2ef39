using System.Collections;
using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Wires Keepalive into Claude Code, and tries what it has written.</summary>
[Cmdlet(VerbsLifecycle.Install, "ClaudeAwsKeepalive", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClaudeAwsInstallation))]
public sealed class InstallClaudeAwsKeepaliveCommand : CompanionCmdlet
{
    /// <summary>The profile that Claude Code is to use; without it, the one that the environment chooses.</summary>
    [Parameter(Position = 0)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Which settings file.</summary>
    [Parameter]
    public ClaudeAwsScope Scope { get; set; }

    /// <summary>The program that Claude Code calls; the companion if there is one for the platform.</summary>
    [Parameter]
    public ClaudeAwsEngine Engine { get; set; }

    /// <summary>Fields of our configuration and their values.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingTableCompleter))]
    public Hashtable? Set { get; set; }

    /// <summary>Switches Claude Code to Bedrock: CLAUDE_CODE_USE_BEDROCK in its settings.</summary>
    [Parameter]
    public SwitchParameter Bedrock { get; set; }

    /// <summary>The region of Bedrock: AWS_REGION in the settings of Claude Code.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionNameCompleter))]
    public string? Region { get; set; }

    /// <summary>Leads Claude Code's default chain to the same credential, whatever AWS_PROFILE says.</summary>
    [Parameter]
    public SwitchParameter DefaultChain { get; set; }

    /// <summary>Leaves Claude Code's default chain alone.</summary>
    [Parameter]
    public SwitchParameter NoDefaultChain { get; set; }

    /// <summary>Does not run what was written.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run();
}
