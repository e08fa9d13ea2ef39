using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// The part of a foreground command in a sign-in: it makes sure that one worker signs in, and waits for it. It may
/// end at any time; the worker continues, and the next caller uses its result.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="session">The session.</param>
/// <param name="launcher">Starts the worker.</param>
/// <param name="clock">The time.</param>
public sealed class SignInClient(SystemEnvironment environment, SignInSession session, IWorkerLauncher launcher, TimeProvider clock)
{
    private readonly WorkerPaths _place = session.SignInPlace(environment);
    private readonly SignInWatch _watch = new(session.SignInPlace(environment), launcher, clock);
    private readonly ISignedIn _token = ISignedIn.Of(environment, session, clock);

    /// <summary>The sign-in that holds already, so that nothing is to be done; null when a person is needed.</summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SignInResult?> FindGoodAsync(SignInOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return !options.IgnoresToken && await _token.ReadGoodEndAsync(cancellationToken).ConfigureAwait(false) is { } end
            ? new SignInResult(session.DisplayName, end, WasGood: true)
            : null;
    }

    /// <summary>One sentence on the sign-in that <see cref="RunAsync"/> would do. Reads only files and writes none.</summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<string> ForecastAsync(SignInOptions options, CancellationToken cancellationToken)
    {
        if (await FindGoodAsync(options, cancellationToken).ConfigureAwait(false) is { } good)
        {
            return good.Sentence;
        }

        FlowChoice way = HeadlessDetection.Choose(Machine.Current(environment), session, options);
        return FindOtherWay(options) is not null ? $"The running sign-in to '{session.DisplayName}' would be cancelled. {way.Forecast(session.DisplayName)}"
            : FindRunning() is not null ? $"This command would wait for the running sign-in to '{session.DisplayName}'."
            : way.Forecast(session.DisplayName);
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

        _watch.HasReplaced = await ReplaceOtherWayAsync(options, cancellationToken).ConfigureAwait(false);
        await _watch.RunAsync(options, async stop => await FindGoodAsync(options, stop).ConfigureAwait(false) is not null, progress, cancellationToken).ConfigureAwait(false);
        return await _token.ReadEndAsync(cancellationToken).ConfigureAwait(false) is { } end
            ? new SignInResult(session.DisplayName, end, WasGood: false)
            : throw KeepaliveErrors.SignInWorkerFailed(session.DisplayName, "signed in, but the token was deleted again");
    }

    /// <summary>Ends the sign-in of a profile that is running, and its automatic login. One answer for each that ran; one when none did.</summary>
    /// <param name="profile">The profile, or null for the one in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">There is no such profile; SignInWorkerFailed: a sign-in can't be ended.</exception>
    public static Task<IReadOnlyList<CancelledSignIn>> CancelAsync(string? profile, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken) =>
        SignInCancellation.RunAsync(profile, environment, clock, cancellationToken);

    /// <summary>One sentence for each sign-in that <see cref="CancelAsync"/> would cancel. Reads only files and writes none.</summary>
    /// <param name="profile">The profile, or null for the one in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">There is no such profile.</exception>
    public static Task<IReadOnlyList<string>> ForecastCancelAsync(string? profile, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken) =>
        SignInCancellation.ForecastAsync(profile, environment, clock, cancellationToken);

    /// <summary>A sign-in that a person has started and that is still running; it continues without this process. Null if there is none.</summary>
    public SignInGoesOn? FindRunning() =>
        SignInLease.IsHeld(_place) && new SignInLedger(_place, clock).Read() is { IsRunning: true } entry
            ? new SignInGoesOn(session.DisplayName, entry.Started.ShiftedBy(SignInOptions.Limit) - clock.GetUtcNow())
            : null;

    /// <summary>
    /// A person who names a way wants that one, and not to wait for the other: what is pending in another way is cancelled. Without a way
    /// named, and in the same way, it is joined, --force or not: what it shows is what a new one would.
    /// </summary>
    private async Task<bool> ReplaceOtherWayAsync(SignInOptions options, CancellationToken cancellationToken)
    {
        return FindOtherWay(options) is not null
            && await new SignInCancellation(_place, clock).RunAsync(cancellationToken).ConfigureAwait(false) is { Outcome: CancelOutcome.Cancelled };
    }

    /// <summary>The sign-in that runs in another way than a person has named; null when none does.</summary>
    private SignInEntry? FindOtherWay(SignInOptions options) =>
        !options.IsAutomatic && (options.UseDeviceCode || options.Remote || options.Browser is not null)
        && SignInLease.IsHeld(_place) && new SignInLedger(_place, clock).Read() is { IsRunning: true } pending
        && pending.Flow != HeadlessDetection.Choose(Machine.Current(environment), session, options).Flow
            ? pending
            : null;
}

/// <summary>A running sign-in that no command waits for.</summary>
/// <param name="Session">The session.</param>
/// <param name="Left">The time until it expires.</param>
public sealed record SignInGoesOn(string Session, TimeSpan Left)
{
    /// <summary>The same in words, with what can be done about it.</summary>
    public string Sentence =>
        $"The sign-in to '{Session}' continues in the background{(Left > TimeSpan.Zero ? $" for {Duration.Format(Left)}" : string.Empty)}. 'claude-aws login' shows it again; 'claude-aws login --cancel' (Connect-ClaudeAws -Cancel) cancels it.";
}
