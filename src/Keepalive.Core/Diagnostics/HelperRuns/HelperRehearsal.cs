using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.HelperRuns;

/// <summary>Has the helpers of Claude Code run once, so that the doctor can tell what they do.</summary>
public static class HelperRehearsal
{
    /// <summary>After so long the last of them is gone.</summary>
    public static TimeSpan Limit => HelperSlots.LongestLimit + TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs the export, the status line and what is ours, with CLAUDE_AWS_REHEARSE=1, side by side and each within the time of its
    /// slot. A refresh and hooks of other tools are not run: they may ask a person or change something.
    /// </summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends all of them, and what they started.</param>
    /// <returns>The options, with what the helpers did.</returns>
    /// <exception cref="KeepaliveException">HomeNotFound; ForbiddenByPolicy: the policy pins another profile.</exception>
    public static async Task<DiagnosticOptions> RunAsync(SystemEnvironment environment, DiagnosticOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var trial = new HelperTrial(new DiagnosticContext(environment, options, clock));
        return options with { HelperRuns = await trial.RunAllAsync(cancellationToken).ConfigureAwait(false) };
    }
}
