using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Keepalive.Commands;

/// <summary>Runs a script block with the credential of a profile in the environment, and puts the environment back.</summary>
[Cmdlet(VerbsOther.Use, "ClaudeAwsCredential")]
[OutputType(typeof(object))]
#pragma warning disable CA1001 // PowerShell would dispose it while StopProcessing may still be running on another thread; a source without a timer holds nothing.
public sealed class UseClaudeAwsCredentialCommand : CompanionCmdlet
#pragma warning restore CA1001
{
    private static readonly TimeSpan s_usualLimit = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private Dictionary<string, string?>? _variables;

    /// <summary>The script block to run.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ScriptBlockCompleter))]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 1)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The time until the credential has to be there, and other runspaces have given the environment back; the script block itself has no limit.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; } = s_usualLimit;

    private string Work => ProfileName is null ? "Use-ClaudeAwsCredential" : $"Use-ClaudeAwsCredential for profile '{VisibleText.Line(ProfileName)}'";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // First, also before the profile is chosen: what another runspace has set would choose it.
        using EnvironmentLease? lease = EnvironmentLease.Take(Runspace.DefaultRunspace.InstanceId, Work, Timeout, _stop.Token);
        if (lease is null)
        {
            ThrowTerminatingError(Record(
                "EnvironmentInUse", ErrorCategory.ResourceBusy, EnvironmentLease.WhyNot(Work, Timeout),
                "Wait longer with -Timeout, or run one process per account: claude-aws exec --profile NAME -- COMMAND.", Work));
        }

        CmdletParameters parameters = CmdletParameters.Of(this);
        parameters["ScriptBlock"] = null;
        if (!Run(parameters) || _variables is null)
        {
            return;
        }

        // All in one method: whatever ends the pipeline passes through here, and leaves the environment as it was.
        using var environment = new BorrowedEnvironment(_variables);

        RunBlock();
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _stop.Cancel();
        base.StopProcessing();
    }

    private protected override void Receive(string type, CompanionObject value)
    {
        _variables = [];
        foreach (string name in value.Names)
        {
            _variables[name] = value.Text(name);
        }
    }

    private void RunBlock()
    {
        if (SessionState.LanguageMode != PSLanguageMode.FullLanguage)
        {
            // A steppable pipeline reads no variable in a constrained language. This reads one, but loses what 2>&1 would merge.
            InvokeCommand.InvokeScript("& $args[0]", useNewScope: true, PipelineResultTypes.Output | PipelineResultTypes.Error, input: null, ScriptBlock);
            return;
        }

        using SteppablePipeline block = ScriptBlock.Create("param($block) & $block").GetSteppablePipeline(CommandOrigin.Internal, [ScriptBlock]);
        block.Begin(this);
        block.Process();
        block.End();
    }
}
