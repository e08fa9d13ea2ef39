using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Diagnostics;

/// <summary>The findings of all checks.</summary>
/// <param name="Profile">The profile in use.</param>
/// <param name="ChosenBy">Who named it, in words.</param>
/// <param name="Checks">How many checks there were.</param>
/// <param name="Findings">The findings, the most important one first.</param>
public sealed record DiagnosticReport(string? Profile, string? ChosenBy, int Checks, IReadOnlyList<DiagnosticFinding> Findings)
{
    /// <summary>The results of the network checks; null if the network was not used.</summary>
    public NetworkReport? Network { get; init; }

    /// <summary>Where Claude Code looks for settings, the strongest first.</summary>
    public IReadOnlyList<ClaudeSettingsPlace> Settings { get; init; } = [];

    /// <summary>The commands that Claude Code calls, and those that another settings file overrides.</summary>
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
                (0, 0) => $"No problem found: {Checks} checks passed.",
                (0, _) => $"No error and {WordList.Count(warnings, "warning")}. Begin with {Findings[0].Id}: {Findings[0].Title}.",
                _ => $"{WordList.Count(errors, "error")} and {WordList.Count(warnings, "warning")}. Begin with {Findings[0].Id}: {Findings[0].Title}.",
            };
        }
    }
}
