using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Online;

/// <summary>One conclusion from what the network answered. Asks nothing itself.</summary>
/// <param name="id">Stable for ever; never given to another condition.</param>
/// <param name="severity">The most that a finding of it can be.</param>
/// <param name="title">The condition in a few words.</param>
/// <param name="why">What comes of it, in a sentence.</param>
internal abstract class OnlineCheck(string id, DiagnosticSeverity severity, string title, string why)
{
    public string Id => id;

    public static DiagnosticArea Area => DiagnosticArea.Network;

    public DiagnosticSeverity Severity => severity;

    public string Title => title;

    public string Why => why;

    public abstract IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts);

    protected DiagnosticFinding Found(string seen, string remedy, DiagnosticSeverity? milder = null) =>
        new(id, Area, milder ?? severity, title, seen, why, remedy, File: null, Line: null);
}
