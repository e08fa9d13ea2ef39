namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// What a foreground verb does for a session of IAM Identity Center: it sees to it that one worker signs in, and watches. It may
/// end at any time; the worker goes on, and the next caller takes its result.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="session">The session.</param>
/// <param name="launcher">Starts the worker.</param>
/// <param name="clock">The time.</param>
public sealed class SignInClient(SystemEnvironment environment, SsoSession session, IWorkerLauncher launcher, TimeProvider clock)
{
    private readonly SignInWatch _watch = new(SignInPlace.Of(environment, session), launcher, clock);
    private readonly SignedInToken _token = new(environment, session, clock);

    /// <summary>The sign-in that holds already, so that nothing is to be done; null when a person is needed.</summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SignInResult?> FindGoodAsync(SignInOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return !options.IgnoresToken && await _token.ReadGoodAsync(cancellationToken).ConfigureAwait(false) is { } good
            ? new SignInResult(session.DisplayName, good.Expires, WasGood: true)
            : null;
    }

    /// <summary>Signs in, or joins the sign-in that runs. A good token needs neither.</summary>
    /// <param name="options">How to sign in, and how long to watch.</param>
    /// <param name="progress">Told of every change, and of the time each second.</param>
    /// <param name="cancellationToken">Ends the watching, not the sign-in.</param>
    /// <exception cref="KeepaliveException">SignInStillRunning, SignInCoolingDown, or what became of the sign-in.</exception>
    public async Task<SignInResult> RunAsync(SignInOptions options, IProgress<SignInProgress>? progress, CancellationToken cancellationToken)
    {
        if (await FindGoodAsync(options, cancellationToken).ConfigureAwait(false) is { } good)
        {
            return good;
        }

        await _watch.RunAsync(options, async stop => await FindGoodAsync(options, stop).ConfigureAwait(false) is not null, progress, cancellationToken).ConfigureAwait(false);
        return await _token.ReadAsync(cancellationToken).ConfigureAwait(false) is { } token
            ? new SignInResult(session.DisplayName, token.Expires, WasGood: false)
            : throw KeepaliveErrors.SignInWorkerFailed(session.DisplayName, "has signed in, but its token is gone again");
    }
}
