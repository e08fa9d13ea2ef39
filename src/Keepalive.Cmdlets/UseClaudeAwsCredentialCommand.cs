using System.Management.Automation;
using Keepalive.Credentials;

namespace Keepalive.Commands;

/// <summary>Runs a script block with the credential of a profile in the environment, and puts the environment back.</summary>
[Cmdlet(VerbsOther.Use, "ClaudeAwsCredential")]
[OutputType(typeof(object))]
public sealed class UseClaudeAwsCredentialCommand : KeepaliveCmdlet
{
    /// <summary>What to run.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 1)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The time until the credential has to be there; the script block itself has no limit.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        CommandCredential found = ForAll(() => Await(
            "Getting an AWS credential",
            "Waiting for the source of the profile",
            stop => CommandCredential.FindAsync(
                ProfileName, SystemEnvironment.Current, TimeProvider.System, Deadline.After(TimeProvider.System, Timeout), stop)));
        WriteVerbose($"The script block runs with {found.Credential}.");

        // All in one method: whatever ends the pipeline passes through here, and leaves the environment as it was.
        using var environment = new BorrowedEnvironment(found.Variables);
        using SteppablePipeline block = ScriptBlock.Create("param($block) & $block").GetSteppablePipeline(CommandOrigin.Internal, [ScriptBlock]);
        block.Begin(this);
        block.Process();
        block.End();
    }
}
