using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// Runs the steps of a plan until one of them has made the session valid. Only one attempt runs at a time for all Claude Code sessions: each step is
/// a worker, and all callers that need the same step watch the same worker and get the same result. A step has succeeded if the profile gives a valid
/// credential after it.
/// </summary>
internal sealed class SessionRecovery(KeyReader keys, IWorkerProgram program, TimeProvider clock)
{
    /// <summary>The time that is reserved for the check after a step.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(8);

    /// <summary>Creates the reader for a refresh and for the check after a login. It is thorough, because its result decides whether a login starts or has failed.</summary>
    public static KeyReader Reader(SystemEnvironment environment, CredentialResolver resolver, IKeyVerifier? verifier, Func<AwsProfile, string?>? deviceOf = null) =>
        new(environment, resolver, () => verifier ?? new StsVerifier(environment, resolver.Clock))
        {
            IsThorough = true,
            GivesSessions = true,
            DeviceOf = deviceOf,
            ResolveLimit = Deadline.DefaultLimit,
            VerifyLimit = TimeSpan.FromSeconds(5),
        };

    /// <exception cref="KeepaliveException">SignInStillRunning, otherwise the last failure, with the next step.</exception>
    public async Task<RefreshResult> RunAsync(
        ProfileChoice choice, RecoveryPlan plan, string? deadKey, Deadline deadline, IProgress<SignInProgress>? progress, CancellationToken cancellationToken)
    {
        KeepaliveException? failure = null;
        bool hasEndedWell = false;
        foreach (RecoveryStep step in plan.Steps)
        {
            if (step.Continues && !hasEndedWell)
            {
                continue; // A person who gave no code, or a wrong one three times, is not asked for another one.
            }

            hasEndedWell = false;
            try
            {
                step.Prepare?.Invoke();
                await WatchAsync(choice, step, deadKey, deadline, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (KeepaliveException exception) when (exception.Code != KeepaliveErrorCode.SignInStillRunning)
            {
                failure = exception;
                continue;
            }

            hasEndedWell = true;
            SessionFinding after = await keys.FindAsync(choice, deadKey, deadline, cancellationToken).ConfigureAwait(false);
            if (after.IsGood)
            {
                return new RefreshResult(after.Credential!.Profile, step.Way, after.Credential.Expiry?.Instant, []);
            }

            failure = after.Fault ?? KeepaliveErrors.CredentialRevoked(step.Profile, after.Credential!.MaskedAccessKeyId, CredentialSources.Of(after.Credential.Origin.Kind).NextStep(step.Profile));
        }

        throw plan.Failure(failure);
    }

    private Task WatchAsync(
        ProfileChoice choice, RecoveryStep step, string? deadKey, Deadline deadline, IProgress<SignInProgress>? progress, CancellationToken cancellationToken)
    {
        TimeSpan budget = deadline.Remaining > Reserve ? deadline.Remaining - Reserve : TimeSpan.Zero;
        var watch = new SignInWatch(step.Place, program.LauncherOf(step.Verb, step.Profile), clock);
        return watch.RunAsync(step.Options with { Budget = budget }, IsDoneAsync, progress, cancellationToken);

        // Another process may have made the session valid after our check and before the start of a worker.
        async ValueTask<bool> IsDoneAsync(CancellationToken stop) =>
            !step.Options.Force && (await keys.FindAsync(choice, deadKey, deadline, stop).ConfigureAwait(false)).IsGood;
    }
}
