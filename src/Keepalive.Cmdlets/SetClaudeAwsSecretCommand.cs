using System.Management.Automation;
using System.Security;
using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Stores the password or the TOTP seed that a login tool asks for, or sets the command that prints it. The value is typed, or comes as a SecureString; never as text.</summary>
[Cmdlet(VerbsCommon.Set, "ClaudeAwsSecret", SupportsShouldProcess = true, DefaultParameterSetName = SecretSet)]
[OutputType(typeof(void))]
public sealed class SetClaudeAwsSecretCommand : SecretCmdlet
{
    private const string SecretSet = "Secret";
    private const string CredentialSet = "Credential";
    private const string CommandSet = "Command";

    /// <summary>The value; asked for without showing it when it is left out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet, ValueFromPipeline = true)]
    [SecretArgument]
    [ArgumentCompleter(typeof(SecretValueCompleter))]
    public SecureString? Secret { get; set; }

    /// <summary>A credential whose password is the value. Its user name is not kept.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(CredentialCompleter))]
    public PSCredential? Credential { get; set; }

    /// <summary>A program with its arguments that prints the value. Nothing is stored; it becomes the profile's passwordCommand or totpCommand.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CommandSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretCommandCompleter))]
    public string? Command { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseBoth(Command, nameof(Command), Account, nameof(Account));
        RefuseBoth(Command, nameof(Command), Store, nameof(Store));
        RefuseBoth(Command, nameof(Command), Vault, nameof(Vault));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(Command is null ? SetSecret : SetCommand);

    private void SetCommand()
    {
        SecretChoice choice = Choose();
        SystemEnvironment environment = SystemEnvironment.Current;
        ConfigurationEdit edit = SecretCommandChange.Plan(environment, choice, Command!, TimeProvider.System);
        if (edit.Doubt is { } doubt)
        {
            WriteWarning(doubt);
        }

        if (!ShouldProcess(edit.Path, edit.ToString()))
        {
            return;
        }

        SecretCommandChange change = Await(
            Activity, "Running the command", stop => SecretCommandChange.SetAsync(environment, choice, Command!, TimeProvider.System, stop));
        WriteVerbose($"The command printed a value. {change.Edit}, in {change.Edit.Path}.");
        if (change.WasRejected)
        {
            WriteWarning("The command gives the same value that was rejected at the last login. Automatic login is paused until it gives another value.");
        }
    }

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

        if (choice.CommandNote is { } note && Vault is null)
        {
            WriteWarning(note);
        }

        if (change.WasRejected)
        {
            WriteWarning("This is the same value that was rejected at the last login. Automatic login is paused until you store another value.");
        }
    }
}
