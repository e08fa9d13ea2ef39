using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Findings;

/// <summary>One question to the machine. Starts nothing, asks no network, reads no file but through the context.</summary>
/// <param name="id">Stable for ever; never given to another condition.</param>
/// <param name="area">What it looks at.</param>
/// <param name="severity">The most that a finding of it can be.</param>
/// <param name="title">The condition in a few words.</param>
/// <param name="why">What comes of it, in a sentence.</param>
internal abstract class DiagnosticCheck(string id, DiagnosticArea area, DiagnosticSeverity severity, string title, string why)
{
    public string Id => id;

    public DiagnosticArea Area => area;

    public DiagnosticSeverity Severity => severity;

    public string Title => title;

    public string Why => why;

    public abstract IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context);

    /// <summary>A finding. Where there is a repair, the remedy says in words what it does.</summary>
    protected DiagnosticFinding Found(
        string seen, string remedy, string? file = null, int? line = null, DiagnosticSeverity? milder = null, IRepair? repair = null) =>
        new(id, area, milder ?? severity, title, seen, why, remedy, file, line) { Repair = repair };

    /// <summary>A problem of a profile that is not in use is not an error.</summary>
    protected DiagnosticFinding FoundIn(
        DiagnosticContext context, AwsProfile profile, string seen, string remedy, ProfileProperty? place, IRepair? repair = null) => Found(
        seen, remedy, place?.File ?? (profile.Config ?? profile.Credentials)?.File.Path, place?.Line,
        context.IsInUse(profile.Name) || severity == DiagnosticSeverity.Information ? null : DiagnosticSeverity.Warning, repair);
}

/// <summary>How much a finding hurts, the least first.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Good to know; nothing has to be done.</summary>
    Information,

    /// <summary>Works now, and will fail or mislead some day.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,
}
