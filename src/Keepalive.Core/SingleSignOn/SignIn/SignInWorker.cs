using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Profiles;
using Keepalive.Sessions;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// What the detached process does, from its first moment to its end: it holds the lease, owns the listener or the device code,
/// opens the one tab, waits for the person, writes the token and tells everybody who watches. It prints nothing.
/// </summary>
public sealed class SignInWorker
{
    /// <summary>The longest a sign-in may take.</summary>
    public static readonly TimeSpan Limit = WorkerLife.Limit;

    private readonly SystemEnvironment _environment;
    private readonly SsoSession _session;
    private readonly SignInOptions _options;
    private readonly Func<ISignInService> _connect;
    private readonly Func<IIdentityCenter?> _connectForRefresh;
    private readonly TimeProvider _clock;
    private readonly Machine _machine;
    private readonly SignInDesk _desk;
    private readonly WorkerLife _life;
    private readonly SignedInToken _token;

    internal SignInWorker(
        SystemEnvironment environment,
        SsoSession session,
        SignInOptions options,
        Func<ISignInService> connect,
        Func<IIdentityCenter?> connectForRefresh,
        TimeProvider clock,
        Machine? machine = null,
        IBrowser? browser = null,
        Func<string, Task>? copy = null)
    {
        _environment = environment;
        _session = session;
        _options = options;
        _connect = connect;
        _connectForRefresh = connectForRefresh;
        _clock = clock;
        _machine = machine ?? Machine.Current(environment);
        SignInPlace place = SignInPlace.Of(environment, session);
        var ledger = new SignInLedger(place, clock);
        var journal = new WorkerJournal(ledger, clock);
        _life = new WorkerLife(place, journal, new EventLog(environment, clock), clock) { Caller = options.IsAutomatic ? LogCaller.Refresh : LogCaller.Login };
        _desk = new SignInDesk(
            ledger, journal, options, browser ?? new Browser(_machine, options.Browser, clock), copy ?? (text => Clipboard.CopyAsync(_machine, text)), clock);
        _token = new SignedInToken(environment, session, clock);
    }

    /// <summary>Signs in, unless another worker of the session does. Success and failure alike go to the ledger.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile, whose endpoints and proxies count.</param>
    /// <param name="session">Its session.</param>
    /// <param name="options">How to sign in.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Gives up; that too goes to the ledger.</param>
    /// <exception cref="KeepaliveException">The ledger can't be written.</exception>
    public static Task RunAsync(
        SystemEnvironment environment, AwsProfile profile, SsoSession session, SignInOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connector = new SignInConnector(environment, clock);

        // Connected by the worker itself, so that a setting that can't be used is told to whoever watches.
        return new SignInWorker(
            environment, session, options, () => connector.Connect(profile, session), () => connector.ConnectForRefresh(profile, session), clock)
            .RunAsync(cancellationToken);
    }

    internal Task RunAsync(CancellationToken cancellationToken)
    {
        FlowChoice choice = HeadlessDetection.Choose(_machine, _session, _options);
        return _life.RunAsync(choice.Flow, choice.Reason, (deadline, stop) => WorkAsync(choice, deadline, stop), cancellationToken);
    }

    private async Task WorkAsync(FlowChoice choice, Deadline deadline, CancellationToken cancellationToken)
    {
        if (_options.IgnoresToken || !await _token.IsGoodOrRenewedAsync(_connectForRefresh, cancellationToken).ConfigureAwait(false))
        {
            (TokenAnswer answer, ClientRegistration registration) = await SignInAsync(choice, deadline, cancellationToken).ConfigureAwait(false);

            // Not cancelled any more: the person has done it.
            await _token.ReplaceAsync(answer, registration).ConfigureAwait(false);
            SessionNotice.PostToAll(_environment, _session, NoticeKind.SignedIn, _clock);
        }
    }

    private async Task<(TokenAnswer Answer, ClientRegistration Registration)> SignInAsync(FlowChoice choice, Deadline deadline, CancellationToken cancellationToken)
    {
        ISignInService service = _connect();
        var registrations = new ClientRegistrations(_environment, service, _clock);
        bool anew = _options.Force;
        while (true)
        {
            ClientRegistration registration = await registrations.GetAsync(_session, choice.Flow, anew, cancellationToken).ConfigureAwait(false);
            try
            {
                TokenAnswer answer = choice.Flow == SignInFlow.DeviceCode
                    ? await new DeviceCodeSignIn(_session, service, registration, _clock).RunAsync(ShowAsync, deadline.Remaining, cancellationToken).ConfigureAwait(false)
                    : await new AuthorizationCodeSignIn(_session, service, registration, _clock).RunAsync(ShowAsync, cancellationToken).ConfigureAwait(false);
                return (answer, registration);
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.ClientRegistrationInvalid)
            {
                registrations.Forget(_session, choice.Flow);
                if (anew || _desk.HasShown)
                {
                    throw; // The person would have to begin again, and has to know why.
                }

                anew = true;
            }
        }

        Task ShowAsync(SignInPage page, CancellationToken token) => _desk.ShowAsync(page, choice, token);
    }
}
