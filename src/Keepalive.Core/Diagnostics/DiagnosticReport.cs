using Keepalive.Diagnostics.Online;

namespace Keepalive.Diagnostics;

/// <summary>What all checks together have found.</summary>
/// <param name="Profile">The profile in use.</param>
/// <param name="ChosenBy">Who named it, in words.</param>
/// <param name="Checks">How many checks there were.</param>
/// <param name="Findings">What to mend first stands first.</param>
public sealed record DiagnosticReport(string? Profile, string? ChosenBy, int Checks, IReadOnlyList<DiagnosticFinding> Findings)
{
    /// <summary>What the network answered; null when it was not asked.</summary>
    public NetworkReport? Network { get; init; }

    /// <summary>Where Claude Code looks for settings, the strongest first.</summary>
    public IReadOnlyList<ClaudeSettingsPlace> Settings { get; init; } = [];

    /// <summary>What Claude Code calls, and what it would call if nothing stronger were there.</summary>
    public IReadOnlyList<ClaudeHelper> Helpers { get; init; } = [];

    /// <summary>Nothing that fails now; <paramref name="strict"/>: nothing that may fail some day either.</summary>
    /// <param name="strict">Warnings count too.</param>
    public bool IsHealthy(bool strict) =>
        !Findings.Any(finding => finding.Severity >= (strict ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error));

    /// <summary>The whole in one sentence.</summary>
    public string Sentence
    {
        get
        {
            int errors = Findings.Count(finding => finding.Severity == DiagnosticSeverity.Error);
            int warnings = Findings.Count(finding => finding.Severity == DiagnosticSeverity.Warning);
            return (errors, warnings) switch
            {
                (0, 0) => $"Nothing to mend: {Checks} checks found no fault.",
                (0, _) => $"No error and {Count(warnings, "warning")}: begin with {Findings[0].Id}: {Findings[0].Title}.",
                _ => $"{Count(errors, "error")} and {Count(warnings, "warning")}: begin with {Findings[0].Id}: {Findings[0].Title}.",
            };
        }
    }

    private static string Count(int number, string word) => number switch
    {
        0 => $"no {word}",
        1 => $"1 {word}",
        _ => $"{number} {word}s",
    };
}
