using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics;

/// <summary>Looks for the reason why a session dies. Changes nothing, starts nothing, asks no network.</summary>
public static class Doctor
{
    /// <summary>Runs every check.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">HomeNotFound; ForbiddenByPolicy: the policy pins another profile.</exception>
    public static DiagnosticReport Examine(SystemEnvironment environment, DiagnosticOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Examine(new DiagnosticContext(environment, options, clock));
    }

    internal static DiagnosticReport Examine(DiagnosticContext context)
    {
        IReadOnlyList<DiagnosticCheck> checks = DiagnosticChecks.Of(context);
        return new DiagnosticReport(context.Choice.Name, context.Choice.ChosenBy, checks.Count, InOrder(checks.SelectMany(check => check.Examine(context))))
        {
            Settings = ClaudeSettingsPlace.Of(context),
            Helpers = ClaudeHelper.Of(context),
        };
    }

    /// <summary>Sorts the findings: the most important one first.</summary>
    internal static IReadOnlyList<DiagnosticFinding> InOrder(IEnumerable<DiagnosticFinding> findings) =>
    [
        .. findings
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Area)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal),
    ];
}
