using System.Collections;
using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Completes the vaults of SecretManagement where its module is loaded; a key press loads none.</summary>
public sealed class VaultNameCompleter : ListCompleter
{
    private const string Script = """
        if (Get-Module Microsoft.PowerShell.SecretManagement) { Microsoft.PowerShell.SecretManagement\Get-SecretVault -ErrorAction Ignore | ForEach-Object Name }
        """;

    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return [.. shell.AddScript(Script, useLocalScope: true).Invoke<string>().Select(static name => new Suggestion(name))];
    }
}
