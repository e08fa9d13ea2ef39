using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// Makes a session valid, with the cheapest way that works: no change, a silent renewal, the profile's automatic login, or a sign-in by a person.
/// Every Claude Code session calls it at every start, at every renewal and after every 403. So it does not print or change anything
/// while the credential is valid.
/// </summary>
public sealed class SessionRefresh
{
    private readonly CredentialResolver _resolver;
    private readonly KeyReader _keys;
    private readonly RecoveryPlanner _planner;
    private readonly SessionRecovery _recovery;
    private readonly RefreshForecast _forecast;
    private readonly EventLog _log;
    private readonly TimeProvider _clock;

    /// <summary>Creates the object and reads no file.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="configuration">Our own settings.</param>
    /// <param name="program">The program of the workers.</param>
    /// <param name="clock">The machine's clock.</param>
    public SessionRefresh(SystemEnvironment environment, KeepaliveConfiguration configuration, IWorkerProgram program, TimeProvider clock)
        : this(environment, configuration, program, clock, verifier: null)
    {
    }

    internal SessionRefresh(
        SystemEnvironment environment, KeepaliveConfiguration configuration, IWorkerProgram program, TimeProvider clock, IKeyVerifier? verifier)
    {
        _clock = clock;
        _log = new EventLog(environment, clock);
        _resolver = new CredentialResolver(environment, configuration, clock) { Caller = LogCaller.Refresh, Workers = program };
        _keys = SessionRecovery.Reader(environment, _resolver, verifier);
        _planner = new RecoveryPlanner(environment, configuration, _resolver, clock);
        _recovery = new SessionRecovery(_keys, program, clock);
        _forecast = new RefreshForecast(environment, configuration, _resolver, _planner, clock);
    }

    /// <summary>Refreshes the session. Completes without waiting if the credential is in a file and STS accepted it a moment ago.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="options">The options of the refresh.</param>
    /// <param name="progress">Receives the progress of a sign-in, if there is one.</param>
    /// <param name="cancellationToken">Ends the refresh; a sign-in that has started continues in its own process.</param>
    /// <exception cref="KeepaliveException">The session is not valid; the error has the next step.</exception>
    public async ValueTask<RefreshResult> RunAsync(
        string? requested, RefreshOptions options, IProgress<SignInProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProfileChoice choice = _resolver.Choose(requested);
        if (options.IsDryRun)
        {
            return await _forecast.MakeAsync(choice, options, cancellationToken).ConfigureAwait(false);
        }

        if (options.IsRehearsal)
        {
            return await RefreshAsync(choice, options, progress, cancellationToken).ConfigureAwait(false);
        }

        LoggedEvent refresh = _log.Begin(LogEvent.Refresh, LogCaller.Refresh, choice.Name);
        try
        {
            RefreshResult result = await RefreshAsync(choice, options, progress, cancellationToken).ConfigureAwait(false);
            if (result.Way != RefreshWay.WasGood)
            {
                refresh.Succeeded(result.Expires, result.Way.ToString());
            }

            return result;
        }
        catch (KeepaliveException exception)
        {
            refresh.Failed(exception);
            throw;
        }
    }

    private async ValueTask<RefreshResult> RefreshAsync(
        ProfileChoice choice, RefreshOptions options, IProgress<SignInProgress>? progress, CancellationToken cancellationToken)
    {
        Deadline deadline = Deadline.Fixed(_clock, options.Budget);
        SessionFinding finding = await _keys.FindAsync(choice, refusedKey: null, deadline, cancellationToken).ConfigureAwait(false);
        RefreshWay way = finding.Credential is { WasRenewed: true } ? RefreshWay.Silently : RefreshWay.WasGood;
        if (finding.DeadKey is { } dead)
        {
            // Another process may have renewed the key already, or a source with a cache may have another key.
            finding = await _keys.FindAsync(choice, dead, deadline, cancellationToken).ConfigureAwait(false);
            way = RefreshWay.Silently;
        }

        SignInEntry? success = finding.IsGood ? null : _planner.FreshSuccess(choice.Name);
        if (success is not null)
        {
            // The finding may be older than that login. Only a new finding can show that the login has failed.
            finding = await _keys.FindAsync(choice, finding.DeadKey, deadline, cancellationToken).ConfigureAwait(false);
            way = RefreshWay.Silently;
        }

        if (finding.IsGood && !options.Force)
        {
            if (finding is { WasAsked: true, Standing: KeyValidity.Alive, Credential.Profile: { } profile } && !options.IsRehearsal)
            {
                await _planner.ForgiveAsync(profile, cancellationToken).ConfigureAwait(false);
            }

            return new RefreshResult(finding.Credential!.Profile, way, finding.Credential.Expiry?.Instant, options.IsRehearsal ? [RefreshRehearsal.Describe(choice, finding)] : []);
        }

        RecoveryPlan plan = await _planner.PlanAsync(choice, finding, success, options, cancellationToken).ConfigureAwait(false);
        if (!options.IsRehearsal)
        {
            return await _recovery.RunAsync(choice, plan, finding.DeadKey, deadline, progress, cancellationToken).ConfigureAwait(false);
        }

        return plan.Steps is [var first, ..]
            ? new RefreshResult(choice.Name, RefreshWay.Rehearsed, null, [RefreshRehearsal.Describe(choice, finding), first.Rehearsed])
            : throw plan.Failure(null);
    }
}
