using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>Runs a script block with the credential of a profile in the environment, and puts the environment back.</summary>
[Cmdlet(VerbsOther.Use, "ClaudeAwsCredential")]
[OutputType(typeof(object))]
public sealed class UseClaudeAwsCredentialCommand : KeepaliveCmdlet
{
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
    public TimeSpan Timeout { get; set; } = Deadline.DefaultLimit;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Deadline deadline = Deadline.ForCredential(TimeProvider.System, Timeout);
        string folder = ModuleFolder.FullPath;
        Guid runspace = Runspace.DefaultRunspace.InstanceId;

        // First, also before the profile is chosen: what another runspace has set would choose it.
        using EnvironmentLease lease = ForAll(() => Await(
            "Getting an AWS credential",
            "Waiting for another runspace of this process",
            stop => EnvironmentLease.TakeAsync(runspace, Work, Timeout, stop)));
        CommandCredential found = ForAll(() => Await(
            "Getting an AWS credential",
            "Waiting for the source of the profile",
            stop => CommandCredential.FindAsync(ProfileName, SystemEnvironment.Current, new CompanionProgram(folder), TimeProvider.System, deadline, stop)));
        WriteVerbose($"The script block runs with {found.Credential}.");

        // All in one method: whatever ends the pipeline passes through here, and leaves the environment as it was.
        using var environment = new BorrowedEnvironment(found.Variables);

        Run();
    }

    private void Run()
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

    private string Work => ProfileName is null ? "Use-ClaudeAwsCredential" : $"Use-ClaudeAwsCredential for profile '{ProfileName}'";
}
