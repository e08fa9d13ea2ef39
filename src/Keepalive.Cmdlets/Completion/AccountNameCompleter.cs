using System.Collections;
using Keepalive.Secrets;

namespace Keepalive.Commands;

/// <summary>Completes the accounts that the configuration names; no store is touched.</summary>
public sealed class AccountNameCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        AccountNames.Find(SystemEnvironment.Current, TimeProvider.System).Select(static name => new Suggestion(name));
}
