using System.Collections;

namespace Keepalive.Commands;

/// <summary>Completes what is to be run with the credential.</summary>
public sealed class ScriptBlockCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
    [
        new("claude", "Claude Code", "{ claude }"),
        new("aws", "The identity of the credential, as the aws CLI shows it", "{ aws sts get-caller-identity }"),
    ];
}
