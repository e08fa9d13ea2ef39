using System.Management.Automation;
using System.Security;
using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Stores the password or the TOTP seed that a login tool asks for. The value is typed, or comes as a SecureString; never as text.</summary>
[Cmdlet(VerbsCommon.Set, "ClaudeAwsSecret", SupportsShouldProcess = true, DefaultParameterSetName = SecretSet)]
[OutputType(typeof(void))]
public sealed class SetClaudeAwsSecretCommand : SecretCmdlet
{
    private const string SecretSet = "Secret";
    private const string CredentialSet = "Credential";

    /// <summary>The value; asked for without showing it when it is left out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet, ValueFromPipeline = true)]
    [SecretArgument]
    [ArgumentCompleter(typeof(SecretValueCompleter))]
    public SecureString? Secret { get; set; }

    /// <summary>A credential whose password is the value. Its user name is not kept.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(CredentialCompleter))]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(SetSecret);

    private void SetSecret()
    {
        SecretChoice choice = Choose();
        if (!ShouldProcess(choice.Name.Description, "Store a secret"))
        {
            return;
        }

        if (CmdkeyLeftover.TellOnce(SystemEnvironment.Current) is { } leftover)
        {
            WriteWarning(leftover);
        }

        using var secret = Text.Secret.FromSecureString(Secret ?? Credential!.Password);
        SecretChange change = Ask(choice, (keeper, stop) =>
            SecretChange.SetAsync(SystemEnvironment.Current, keeper, choice.Name, secret, TimeProvider.System, stop));
        WriteVerbose($"The {choice.Name} was stored in {change.Store}.");
        if (change.Warning is { } warning)
        {
            WriteWarning(warning);
        }

        if (change.WasRejected)
        {
            WriteWarning("This is the same value that was rejected at the last login. Automatic login is paused until you store another value.");
        }
    }
}
