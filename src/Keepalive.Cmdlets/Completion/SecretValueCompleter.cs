using System.Collections;

namespace Keepalive.Commands;

/// <summary>Completes a secret with the commands that ask for one: none is ever typed into a command line.</summary>
public sealed class SecretValueCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
    [
        new("Read-Host", "Asks for it without showing it", "(Read-Host -AsSecureString)"),
        new("Get-Credential", "Asks for it together with a name", "(Get-Credential).Password"),
    ];
}
