using System.Management.Automation;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Says whether a secret is there, and nothing of its value. That it could not be found out is an error beside the <c>false</c>.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ClaudeAwsSecret")]
[OutputType(typeof(bool))]
public sealed class TestClaudeAwsSecretCommand : SecretCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            SecretChoice choice = Choose();
            bool exists = Ask(choice, (keeper, stop) => keeper.ExistsAsync(choice.Name, stop));
            WriteVerbose($"There is {(exists ? "a" : "no")} {choice.Name}.");
            WriteObject(exists);
        }
        catch (KeepaliveException exception)
        {
            WriteError(ErrorRecords.From(exception));
            WriteObject(false);
        }
    }
}
