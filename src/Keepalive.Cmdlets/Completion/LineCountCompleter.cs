using System.Collections;

namespace Keepalive.Commands;

/// <summary>Completes a number of lines with usual ones.</summary>
public sealed class LineCountCompleter : ListCompleter
{
    private static readonly string[] s_counts = ["20", "50", "100", "1000"];

    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        s_counts.Select(static count => new Suggestion(count, $"{count} lines", count));
}
