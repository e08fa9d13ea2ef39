using System.Collections;

namespace Keepalive.Commands;

/// <summary>Completes a table of prompts and their answers with a first entry.</summary>
public sealed class LoginRuleCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
    [
        new("Passcode", "A row that asks for a one-time code, and a script block that asks you", "@{ 'Passcode' = { Read-Host 'Passcode' -AsSecureString } }"),
        new("Password", "A row that asks for the password, and a script block that asks you", "@{ 'Password' = { Read-Host 'Password' -AsSecureString } }"),
    ];
}
