using System.Collections;

namespace Keepalive.Commands;

/// <summary>Completes a number of lines with usual ones.</summary>
public sealed class LineCountCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        new[] { "20", "50", "100", "1000" }.Select(static count => new Suggestion(count, $"{count} lines", count));
}
