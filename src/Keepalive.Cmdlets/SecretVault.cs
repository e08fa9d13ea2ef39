using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>
/// A vault of the module Microsoft.PowerShell.SecretManagement as a store. Values go to and fro as SecureString objects, never as
/// text. The vault's commands run in this session, on the pipeline thread: the work that needs one posts it there and waits.
/// </summary>
/// <param name="cmdlet">The cmdlet in whose session they run.</param>
/// <param name="vault">The vault's name.</param>
/// <param name="writes">Takes work to the pipeline thread.</param>
internal sealed class SecretVault(PSCmdlet cmdlet, string vault, StreamQueue writes) : ISecretStore
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";
    private const string Prefix = "claude-aws/";

    public string Name => vault;

    public string DisplayName => $"vault '{vault}'";

    public string? Warning => null;

    public string? FindObstacle(CancellationToken cancellationToken) => null;

    public Secret? Read(SecretName name, CancellationToken cancellationToken) =>
        !Exists(name, cancellationToken) ? null
        : Run($$"""param($name, $vault) {{Module}}\Get-Secret -Name $name -Vault $vault -ErrorAction Stop""", cancellationToken, Key(name), vault).ToArray() switch
        {
            [{ BaseObject: SecureString text }] => Secret.FromSecureString(text),
            [{ BaseObject: PSCredential credential }] => Secret.FromSecureString(credential.Password),
            [{ BaseObject: string text }] => Secret.FromText(text),
            _ => throw KeepaliveErrors.SecretStoreFailed(DisplayName, $"its entry '{Key(name)}' is not a SecureString"),
        };

    /// <summary>Asks for the name alone. A vault may take it for a pattern, and may not tell upper from lower case.</summary>
    public bool Exists(SecretName name, CancellationToken cancellationToken) => Run(
        $$"""
        param($name, $vault)
        {{Module}}\Get-SecretInfo -Name ([WildcardPattern]::Escape($name)) -Vault $vault -ErrorAction Stop | Where-Object Name -CEQ $name
        """,
        cancellationToken, Key(name), vault).Count > 0;

    public void Write(SecretName name, Secret secret, CancellationToken cancellationToken)
    {
        using SecureString value = secret.ToSecureString();
        Run($$"""param($name, $vault, $value) {{Module}}\Set-Secret -Name $name -Vault $vault -SecureStringSecret $value -ErrorAction Stop""",
            cancellationToken, Key(name), vault, value);
    }

    public bool Remove(SecretName name, CancellationToken cancellationToken)
    {
        if (!Exists(name, cancellationToken))
        {
            return false;
        }

        Run($$"""param($name, $vault) {{Module}}\Remove-Secret -Name $name -Vault $vault -ErrorAction Stop""", cancellationToken, Key(name), vault);
        return true;
    }

    private static string Key(SecretName name) => Prefix + name.Key;

    private Collection<PSObject> Run(string script, CancellationToken cancellationToken, params object[] arguments)
    {
        var answer = new TaskCompletionSource<Collection<PSObject>>(TaskCreationOptions.RunContinuationsAsynchronously);
        writes.Post(() =>
        {
            try
            {
                answer.SetResult(Invoke(script, arguments));
            }
            catch (PipelineStoppedException)
            {
                answer.SetCanceled(CancellationToken.None);
                throw;
            }
            catch (Exception exception) when (exception is KeepaliveException or RuntimeException)
            {
                answer.SetException(exception as KeepaliveException ?? KeepaliveErrors.SecretStoreFailed(DisplayName, Words(exception)));
            }
        });
        return answer.Task.WaitAsync(cancellationToken).GetAwaiter().GetResult();
    }

    private Collection<PSObject> Invoke(string script, object[] arguments) =>
        cmdlet.InvokeCommand.GetCommand("Get-SecretInfo", CommandTypes.All) is { ModuleName: Module }
            ? cmdlet.InvokeCommand.InvokeScript(script, arguments)
            : throw KeepaliveErrors.SecretStoreUnavailable(vault, $"the module {Module} is not installed");

    /// <summary>The text of a vault's error is not known to be safe, but the vault got no value as text, so it can't contain one.</summary>
    private static string Words(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
