using Keepalive.Aws.Profiles;
using Keepalive.IdentityCenter;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>The result of a sign-out.</summary>
/// <param name="Session">The session, as a person calls it.</param>
/// <param name="WasSignedIn">There was a token.</param>
/// <param name="Problem">Why the service could not be told; null when it was, or there was nothing to tell.</param>
public sealed record SignOutResult(string Session, bool WasSignedIn, string? Problem)
{
    /// <summary>A sign-in waited for a person; it was cancelled.</summary>
    public bool HasCancelled { get; init; }

    /// <summary>The result, in one sentence.</summary>
    public string Sentence => (WasSignedIn, HasCancelled) switch
    {
        (true, false) => $"Signed out of '{Session}'.",
        (true, true) => $"Signed out of '{Session}'. The running sign-in was cancelled.",
        (false, true) => $"The running sign-in to '{Session}' was cancelled. You were not signed in yet.",
        _ => $"You were not signed in to '{Session}'.",
    };
}

/// <summary>
/// Ends a session: the service is told, as well as can be, and the token and the roles are removed from this machine in any
/// case. The client registration stays; it gives access to nothing.
/// </summary>
public sealed class SignOut
{
    private static readonly TimeSpan ServiceLimit = TimeSpan.FromSeconds(10);

    private readonly SystemEnvironment _environment;
    private readonly SignInSession _session;
    private readonly Func<ISignInService>? _service;
    private readonly TimeProvider _clock;
    private readonly WorkerPaths[] _places;

    internal SignOut(SystemEnvironment environment, SignInSession session, Func<ISignInService>? service, TimeProvider clock, string? profile = null)
    {
        _environment = environment;
        _session = session;
        _service = service;
        _clock = clock;
        _places = profile is null ? [session.SignInPlace(environment)] : [session.SignInPlace(environment), WorkerPaths.OfProfile(environment, profile)];
    }

    internal TimeSpan Limit { get; init; } = ServiceLimit;

    /// <summary>Signs out.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile, whose endpoints and proxies count.</param>
    /// <param name="session">Its session.</param>
    /// <param name="limit">For the telling; more than 10 s are never waited.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the request to the service; the data on this machine is still deleted.</param>
    /// <exception cref="KeepaliveException">TokenFileUnwritable; SignInWorkerFailed: a pending sign-in can't be ended.</exception>
    public static Task<SignOutResult> RunAsync(
        SystemEnvironment environment, AwsProfile profile, SignInSession session, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken) =>
        new SignOut(environment, session, session is SsoSession sso ? () => new SignInConnector(environment, clock).Connect(profile, sso) : null, clock, profile.Name)
        {
            Limit = limit < ServiceLimit ? limit : ServiceLimit,
        }.RunAsync(cancellationToken);

    /// <summary>One sentence on the sign-out that <see cref="RunAsync(SystemEnvironment, AwsProfile, SignInSession, TimeSpan, TimeProvider, CancellationToken)"/> would do. Calls no service, and writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="session">Its session.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<string> ForecastAsync(
        SystemEnvironment environment, AwsProfile profile, SignInSession session, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(session);
        var plan = new SignOut(environment, session, service: null, clock, profile.Name);
        bool isPending = plan._places.Any(SignInLease.IsHeld);
        bool isSignedIn = await ISignedIn.Of(environment, session, clock).ReadEndAsync(cancellationToken).ConfigureAwait(false) is not null;
        string cancels = isPending ? $"The running sign-in to '{session.DisplayName}' would be cancelled." : string.Empty;
        string revokes = session is SsoSession ? "revoked at the service, and " : string.Empty;
        return isSignedIn ? $"The token of '{session.DisplayName}' would be {revokes}deleted from this machine with its role credentials. {cancels}".TrimEnd()
            : isPending ? cancels
            : new SignOutResult(session.DisplayName, WasSignedIn: false, Problem: null).Sentence;
    }

    internal async Task<SignOutResult> RunAsync(CancellationToken cancellationToken)
    {
        // First, so that it can't sign in again what is signed out here. Its token, should it have come in time, is one more to remove.
        (bool hasCancelled, KeepaliveException? stubborn) = await CancelPendingAsync(cancellationToken).ConfigureAwait(false);
        ISignedIn token = ISignedIn.Of(_environment, _session, _clock);
        bool wasSignedIn = await token.ReadEndAsync(cancellationToken).ConfigureAwait(false) is not null;
        string? problem = await TellAsync(cancellationToken).ConfigureAwait(false);
        await token.RemoveAsync().ConfigureAwait(false);
        ForgetSignIn(hasCancelled);
        if (stubborn is not null)
        {
            throw stubborn; // Only now: what is on this machine goes in any case.
        }

        return new SignOutResult(_session.DisplayName, wasSignedIn, problem) { HasCancelled = hasCancelled };
    }

    private async Task<(bool HasCancelled, KeepaliveException? Fault)> CancelPendingAsync(CancellationToken cancellationToken)
    {
        bool hasCancelled = false;
        KeepaliveException? fault = null;
        foreach (WorkerPaths place in _places)
        {
            try
            {
                CancelledSignIn pending = await new SignInCancellation(place, _clock).RunAsync(cancellationToken).ConfigureAwait(false);
                hasCancelled |= pending.Outcome == CancelOutcome.Cancelled;
            }
            catch (KeepaliveException exception)
            {
                fault ??= exception;
            }
            catch (OperationCanceledException)
            {
                break; // The wish stands, and the worker follows it.
            }
        }

        return (hasCancelled, fault);
    }

    /// <summary>Tells the service. That of <c>aws login</c> is told by no tool: its credential ends after fifteen minutes.</summary>
    private async Task<string?> TellAsync(CancellationToken cancellationToken)
    {
        if (_session is not SsoSession session || _service is null
            || await new SignedInToken<SsoToken>(new SsoTokenKind(_environment, session), _clock).ReadAsync(cancellationToken).ConfigureAwait(false) is not { AccessToken: var accessToken })
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _service().LogoutAsync(session, accessToken, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (KeepaliveException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return "It did not answer in time.";
        }
    }

    /// <summary>
    /// After a sign-out a person may sign in again at once, with a tab. The outcome of a cancelled sign-in is kept: waiting processes
    /// must get it and must not start the next sign-in.
    /// </summary>
    private void ForgetSignIn(bool hasCancelled)
    {
        WorkerPaths place = _session.SignInPlace(_environment);
        using SignInLease? lease = SignInLease.TryTake(place);
        var ledger = new SignInLedger(place, _clock);
        if (lease is null)
        {
            return;
        }

        if (hasCancelled && ledger.Read() is { } entry)
        {
            ledger.Write(entry with { TabOpened = null });
        }
        else
        {
            ledger.Delete();
        }
    }
}
