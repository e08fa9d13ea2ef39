using Keepalive.Diagnostics.Online;

namespace Keepalive.Diagnostics;

/// <summary>Every check of the doctor, of the machine and of the network.</summary>
public static class DiagnosticCatalog
{
    /// <summary>Id and title of each, in the order of the ids.</summary>
    public static IReadOnlyList<(string Id, string Title)> Titles { get; } =
    [
        .. DiagnosticChecks.All.Select(static check => (check.Id, check.Title))
            .Concat(OnlineChecks.All.Select(static check => (check.Id, check.Title)))
            .OrderBy(static check => check.Id, StringComparer.Ordinal),
    ];
}
