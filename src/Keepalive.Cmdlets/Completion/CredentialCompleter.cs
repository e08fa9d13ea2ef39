using System.Collections;

namespace Keepalive.Commands;

/// <summary>Completes a credential with the command that asks for one.</summary>
public sealed class CredentialCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) => [new("Get-Credential", "Asks for a name and a password", "(Get-Credential)")];
}
