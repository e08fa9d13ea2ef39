using System.Collections;
using Keepalive.Configuration;

namespace Keepalive.Commands;

/// <summary>Completes the names of stores, those of other platforms too; none is touched.</summary>
public sealed class SecretStoreCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) => SecretStoreNames.All.Select(static name => new Suggestion(name));
}
