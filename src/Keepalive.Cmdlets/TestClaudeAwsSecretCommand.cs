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
            SecretPresence found = Ask(choice, (keeper, stop) => SecretPresence.FindAsync(choice, keeper, Store is not null || Vault is not null, TimeProvider.System, stop));
            WriteVerbose(found.Sentence);
            WriteObject(found.Exists);
        }
        catch (KeepaliveException exception)
        {
            WriteError(ErrorRecords.From(exception));
            WriteObject(false);
        }
    }
}
