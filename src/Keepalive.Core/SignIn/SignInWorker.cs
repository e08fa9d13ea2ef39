using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.IdentityCenter;
using Keepalive.Logging;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// What the detached process does, from its first moment to its end: it holds the lease, owns the listener or the device code,
/// opens the one tab, waits for the person, writes the token and informs all waiting processes. It prints nothing.
/// </summary>
public sealed class SignInWorker
{
    private readonly SystemEnvironment _environment;
    private readonly SsoSession _session;
    private readonly SignInOptions _options;
    private readonly Func<ISignInService> _connect;
    private readonly Func<IIdentityCenter?> _connectForRefresh;
    private readonly TimeProvider _clock;
    private readonly Machine _machine;
    private readonly SignInPresenter _desk;
    private readonly WorkerRunner _life;
    private readonly SsoTokenKind _kind;
    private readonly SignedInToken<SsoToken> _token;

    private static readonly TimeSpan VerificationLimit = TimeSpan.FromSeconds(10);

    /// <summary>The role that the token is wanted for; null for none in particular.</summary>
    internal SsoRole? Role { get; init; }

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
        WorkerPaths place = session.SignInPlace(environment);
        var ledger = new SignInLedger(place, clock);
        var journal = new WorkerJournal(ledger, clock);
        _life = new WorkerRunner(place, journal, new EventLog(environment, clock), clock) { Caller = options.IsAutomatic ? LogCaller.Refresh : LogCaller.Login };
        _desk = new SignInPresenter(
            ledger, journal, options, browser ?? new Browser(_machine, options.Browser, clock), copy ?? (text => Clipboard.CopyAsync(_machine, text)), clock);
        _kind = new SsoTokenKind(environment, session);
        _token = new SignedInToken<SsoToken>(_kind, clock);
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

        // Connected by the worker itself, so that waiting processes get the error of an invalid setting.
        return new SignInWorker(
            environment, session, options, () => connector.Connect(profile, session), () => connector.ConnectForRefresh(profile, session), clock)
        {
            Role = profile["sso_account_id"] is not null && profile["sso_role_name"] is not null ? SsoRole.Of(profile) : null,
        }.RunAsync(cancellationToken);
    }

    internal Task RunAsync(CancellationToken cancellationToken)
    {
        FlowChoice choice = HeadlessDetection.Choose(_machine, _session, _options);
        return _life.RunAsync(choice.Flow, choice.Reason, (deadline, stop) => WorkAsync(choice, deadline, stop), cancellationToken);
    }

    private async Task WorkAsync(FlowChoice choice, Deadline deadline, CancellationToken cancellationToken)
    {
        if (_options.IgnoresToken || !await _token.IsGoodOrRenewedAsync(() => _connectForRefresh() is { } center ? _kind.Renewal(center, _clock) : null, cancellationToken).ConfigureAwait(false))
        {
            // First: a person must not approve a sign-in whose result can't be stored.
            _token.Prepare().Dispose();
            using var service = new SecuredExchange(_connect(), _token.Prepare);
            (TokenAnswer answer, ClientRegistration registration) = await SignInAsync(service, choice, deadline, cancellationToken).ConfigureAwait(false);

            // Not cancelled any more: the person has done it.
            SsoToken token = SsoToken.Create(_session, answer.AccessToken, _clock.GetUtcNow().ShiftedBy(answer.Lifetime), answer.RefreshToken, registration);
            await _token.ReplaceAsync(service.Place!, token).ConfigureAwait(false);
            await VerifyAsync(token).ConfigureAwait(false);
            SignInNotices.PostToAll(_environment, _session, NoticeKind.SignedIn, _clock);
        }
    }

    /// <summary>
    /// A sign-in whose token the portal rejects has failed, even if it was approved; the next one would give the same. Any other answer of the portal
    /// is not about the sign-in.
    /// </summary>
    /// <exception cref="KeepaliveException">AccessTokenRejected.</exception>
    private async Task VerifyAsync(SsoToken token)
    {
        if (Role is null || _connectForRefresh() is not { } center)
        {
            return;
        }

        try
        {
            RoleCredential fresh = await center
                .GetRoleCredentialAsync(token, Role, Deadline.Fixed(_clock, VerificationLimit), CancellationToken.None).ConfigureAwait(false);
            new RoleCredentialCache(_environment, Role, AwsClock.Read(_environment, _clock)).Write(fresh);
        }
        catch (KeepaliveException exception) when (exception.Code != KeepaliveErrorCode.AccessTokenRejected)
        {
            // No network, no such role: the process that needs the role gets the error.
        }
    }

    private async Task<(TokenAnswer Answer, ClientRegistration Registration)> SignInAsync(
        ISignInService service, FlowChoice choice, Deadline deadline, CancellationToken cancellationToken)
    {
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
