using System.Collections;
using Keepalive.Diagnostics;

namespace Keepalive.Commands;

/// <summary>Completes the ids of the doctor's checks, each with what it looks for.</summary>
public sealed class CheckIdCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        DiagnosticCatalog.Titles.Select(static check => new Suggestion(check.Id, check.Title));
}
