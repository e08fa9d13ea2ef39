using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Diagnostics;

/// <summary>
/// The doctor with the network: every host of the session is asked at once, each within its own bound, while the files are
/// examined. Changes nothing, starts nothing.
/// </summary>
public static class OnlineDoctor
{
    /// <summary>Runs every check.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="online">How the network is asked.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="KeepaliveException">HomeNotFound; ForbiddenByPolicy: the policy pins another profile.</exception>
    public static async Task<DiagnosticReport> ExamineAsync(
        SystemEnvironment environment, DiagnosticOptions options, OnlineOptions online, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(online);
        var context = new DiagnosticContext(environment, options, clock);
        Task<OnlineFacts> asked = new OnlineQuestions(context, online).AskAsync(cancellationToken);
        DiagnosticReport report = Doctor.Examine(context);
        OnlineFacts facts = await asked.ConfigureAwait(false);
        DiagnosticFinding[] found = [.. OnlineChecks.All.SelectMany(check => check.Examine(facts))];
        bool isBlocked = found.Any(finding => finding.EndsWhenHostsAreAllowed);
        return report with
        {
            Checks = report.Checks + OnlineChecks.All.Count,
            Findings = Doctor.InOrder([.. report.Findings, .. found]),
            Network = new NetworkReport(
                facts.Endpoints, facts.Programs, isBlocked ? HostList.Of(context, facts.Endpoints) : [], isBlocked ? NetworkReport.WhileBlocked : []),
        };
    }
}
