using System.Management.Automation;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Removes a secret from its store; succeeds also if there is none.</summary>
[Cmdlet(VerbsCommon.Remove, "ClaudeAwsSecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveClaudeAwsSecretCommand : SecretCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(RemoveSecret);

    private void RemoveSecret()
    {
        SecretChoice choice = Choose();
        if (ShouldProcess(choice.Name.Description, "Remove a secret"))
        {
            bool existed = Ask(choice, (keeper, stop) => keeper.RemoveAsync(choice.Name, stop));
            WriteVerbose(existed ? $"The {choice.Name} was removed." : $"There was no {choice.Name}.");
            if (choice.CommandNote is { } note)
            {
                WriteWarning(note);
            }
        }
    }
}
