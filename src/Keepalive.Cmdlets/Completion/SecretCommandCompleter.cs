using System.Collections;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Completes the command line of a password manager with the documented examples, for the kind of secret that the line names.</summary>
public sealed class SecretCommandCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound)
    {
        SecretKind kind = string.Equals(bound?["Kind"]?.ToString(), nameof(ClaudeAwsSecretKind.Totp), StringComparison.OrdinalIgnoreCase) ? SecretKind.Totp : SecretKind.Password;
        return PasswordManagers.All.Where(line => line.Kind == kind).Select(static line => new Suggestion(line.Line, line.Tool));
    }
}
