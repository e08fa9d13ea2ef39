using Keepalive.Logging;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Tokens;

/// <summary>
/// The detached process that renews the token of a sign-in session. A caller may be killed at any moment (Claude Code ends its helpers
/// with their children, a person presses Ctrl+C, a deadline passes), and an answer that dies with its process takes the only refresh token along.
/// </summary>
internal sealed class TokenWorker<TToken>
    where TToken : class, IRenewableToken
{
    /// <summary>Longer than other calls: a late answer is better than a lost one, because the request has spent the refresh token.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly TokenState _state;
    private readonly TokenRenewal<TToken> _renewal;
    private readonly WorkerRunner _life;
    private readonly TimeProvider _clock;

    /// <summary>Prepares.</summary>
    /// <param name="kind">The kind of token.</param>
    /// <param name="renew">Asks the service for the next token.</param>
    /// <param name="clock">The machine's clock.</param>
    public TokenWorker(TokenKind<TToken> kind, Func<TToken, Deadline, Task<TToken>> renew, TimeProvider clock)
    {
        WorkerPaths place = kind.Session.RenewalPlace(kind.Environment);
        _clock = clock;
        _state = kind.State;
        _renewal = new TokenRenewal<TToken>(kind, renew, clock) { Caller = LogCaller.Background, IsOrdered = true };
        _life = new WorkerRunner(place, new WorkerJournal(new SignInLedger(place, clock), clock), new EventLog(kind.Environment, clock), clock) { Bound = TokenWorker.Limit };
    }

    /// <summary>Renews, unless another worker of the session does. Success and failure alike go to the ledger.</summary>
    /// <param name="anew">The service has refused the token that is there, however good it looks.</param>
    /// <param name="cancellationToken">Ends the waiting; a call that was made is not given up.</param>
    /// <exception cref="KeepaliveException">The ledger can't be written.</exception>
    public Task RunAsync(bool anew, CancellationToken cancellationToken) => _life.RunAsync(
        SignInFlow.RefreshToken, "a token is near its end", (deadline, stop) => RenewAsync(anew, deadline, stop), cancellationToken);

    /// <summary>The lock keeps a sign-in's token and this one apart; it is held for as long as one write or one call takes.</summary>
    private async Task RenewAsync(bool anew, Deadline deadline, CancellationToken cancellationToken)
    {
        TToken? refused = anew ? await _renewal.ReadAsync(refused: null, cancellationToken).ConfigureAwait(false) : null;
        while (true)
        {
            if (FileLock.TryAcquire(_state.TokenLock) is { } tokenLock)
            {
                using (tokenLock)
                {
                    await _renewal.RunAsync(refused, Deadline.Fixed(_clock, deadline.Remaining < CallLimit ? deadline.Remaining : CallLimit), cancellationToken)
                        .ConfigureAwait(false);
                    return;
                }
            }

            await Task.Delay(BetweenAttempts, _clock, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>The common part of all workers that renew a token.</summary>
public static class TokenWorker
{
    /// <summary>The verb of <c>claude-aws</c> that is this worker.</summary>
    public const string Verb = "token-worker";

    /// <summary>The longest it may live: for the service, and for a disk that does not take the answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
}
