using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// Goes through a plan until a step has made the session good. One attempt at a time for all sessions: each step is a worker that
/// everybody watches who wants the same, and its outcome, success or failure, is everybody's. What counts as success is what the
/// profile gives afterwards.
/// </summary>
internal sealed class SessionRecovery(KeyReader keys, IWorkerProgram program, TimeProvider clock)
{
    /// <summary>Kept for the look afterwards.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(8);

    /// <summary>How a refresh, and whoever has just signed in, reads a key: thoroughly, since what they say decides about a login.</summary>
    public static KeyReader Reader(SystemEnvironment environment, CredentialResolver resolver, IKeyVerifier? verifier) =>
        new(environment, resolver, () => verifier ?? new StsVerifier(environment, resolver.Clock))
        {
            IsThorough = true,
            ResolveLimit = Deadline.DefaultLimit,
            VerifyLimit = TimeSpan.FromSeconds(5),
        };

    /// <exception cref="KeepaliveException">SignInStillRunning; else the last failure, with the next step.</exception>
    public async Task<RefreshResult> RunAsync(
        ProfileChoice choice, RecoveryPlan plan, string? deadKey, Deadline deadline, IProgress<SignInProgress>? progress, CancellationToken cancellationToken)
    {
        KeepaliveException? failure = null;
        foreach (RecoveryStep step in plan.Steps)
        {
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

        // Between our look and the start of a worker another session may have done it all.
        async ValueTask<bool> IsDoneAsync(CancellationToken stop) =>
            !step.Options.Force && (await keys.FindAsync(choice, deadKey, deadline, stop).ConfigureAwait(false)).IsGood;
    }
}
