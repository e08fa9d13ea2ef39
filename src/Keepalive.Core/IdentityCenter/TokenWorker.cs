using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Logging;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.IdentityCenter;

/// <summary>
/// The detached process that renews the token of a sign-in session. A caller may be killed at any moment (Claude Code ends its helpers
/// with their children, a person presses Ctrl+C, a deadline passes), and an answer that dies with its process takes the only refresh token along.
/// </summary>
public sealed class TokenWorker
{
    /// <summary>The verb of <c>claude-aws</c> that is this worker.</summary>
    public const string Verb = "token-worker";

    /// <summary>The longest it may live: for the service, and for a disk that does not take the answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Longer than other calls: a late answer is better than a lost one, because the request has spent the refresh token.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly SsoSessionState _state;
    private readonly TokenRenewal _renewal;
    private readonly WorkerRunner _life;
    private readonly TimeProvider _clock;

    internal TokenWorker(SystemEnvironment environment, SsoSession session, IIdentityCenter center, TimeProvider clock)
    {
        WorkerPaths place = WorkerPaths.OfRenewal(environment, session.DisplayName);
        _clock = clock;
        _state = new SsoSessionState(environment, session);
        _renewal = new TokenRenewal(environment, session, center, clock) { Caller = LogCaller.Background, IsOrdered = true };
        _life = new WorkerRunner(place, new WorkerJournal(new SignInLedger(place, clock), clock), new EventLog(environment, clock), clock) { Bound = Limit };
    }

    /// <summary>Renews, unless another worker of the session does. Success and failure alike go to the ledger.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile, whose endpoints and proxies count.</param>
    /// <param name="session">Its session.</param>
    /// <param name="anew">The portal has refused the token that is there, however good it looks.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the waiting; a call that was made is not given up.</param>
    /// <exception cref="KeepaliveException">The ledger can't be written.</exception>
    public static Task RunAsync(
        SystemEnvironment environment, AwsProfile profile, SsoSession session, bool anew, TimeProvider clock, CancellationToken cancellationToken) =>
        new TokenWorker(environment, session, new IdentityCenterClient(environment, profile, session, AwsClock.Read(environment, clock)), clock)
            .RunAsync(anew, cancellationToken);

    internal Task RunAsync(bool anew, CancellationToken cancellationToken) => _life.RunAsync(
        SignInFlow.RefreshToken, "a token is near its end", (deadline, stop) => RenewAsync(anew, deadline, stop), cancellationToken);

    /// <summary>The lock keeps a sign-in's token and this one apart; it is held for as long as one write or one call takes.</summary>
    private async Task RenewAsync(bool anew, Deadline deadline, CancellationToken cancellationToken)
    {
        SsoToken? refused = anew ? await _renewal.ReadAsync(refused: null, cancellationToken).ConfigureAwait(false) : null;
        while (true)
        {
            if (FileLock.TryAcquire(_state.TokenLock) is { } tokenLock)
            {
                using (tokenLock)
                {
                    await _renewal.RunAsync(refused, Deadline.After(_clock, deadline.Remaining < CallLimit ? deadline.Remaining : CallLimit), cancellationToken)
                        .ConfigureAwait(false);
                    return;
                }
            }

            await Task.Delay(BetweenAttempts, _clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
