using System.Net.Sockets;
using Keepalive.Aws.Profiles;
using Keepalive.ConsoleLogin;
using Keepalive.Logging;
using Keepalive.Platform.Time;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// The detached process of a sign-in as <c>aws login</c> does it: authorization code with PKCE and a new DPoP key. The browser brings the code to a
/// port of this machine, or a person pastes it.
/// </summary>
internal sealed class ConsoleSignInWorker
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);

    private readonly SystemEnvironment _environment;
    private readonly AwsProfile _profile;
    private readonly LoginSession _session;
    private readonly SignInOptions _options;
    private readonly Func<IConsoleSignIn> _connect;
    private readonly TimeProvider _clock;
    private readonly Machine _machine;
    private readonly WorkerJournal _journal;
    private readonly SignInPresenter _desk;
    private readonly WorkerRunner _life;
    private readonly SignedInToken<LoginToken> _token;

    public ConsoleSignInWorker(
        SystemEnvironment environment,
        AwsProfile profile,
        LoginSession session,
        SignInOptions options,
        Func<IConsoleSignIn> connect,
        TimeProvider clock,
        Machine? machine = null,
        IBrowser? browser = null,
        Func<string, Task>? copy = null)
    {
        _environment = environment;
        _profile = profile;
        _session = session;
        _options = options;
        _connect = connect;
        _clock = clock;
        _machine = machine ?? Machine.Current(environment);
        WorkerPaths place = session.SignInPlace(environment);
        var ledger = new SignInLedger(place, clock);
        _journal = new WorkerJournal(ledger, clock);
        _life = new WorkerRunner(place, _journal, new EventLog(environment, clock), clock) { Caller = options.IsAutomatic ? LogCaller.Refresh : LogCaller.Login };
        _desk = new SignInPresenter(
            ledger, _journal, options, browser ?? new Browser(_machine, options.Browser, clock), copy ?? (text => Clipboard.CopyAsync(_machine, text)), clock);
        _token = new SignedInToken<LoginToken>(new LoginTokenKind(environment, session), clock);
    }

    /// <summary>Asks the person for the code that the page shows; the check says what is wrong with an answer, null if nothing is.</summary>
    internal required Func<WorkerJournal, Func<Secret, string?>, CancellationToken, Task<Secret>> AskForCode { get; init; }

    /// <summary>Why no person can be asked for a code; null if one can.</summary>
    internal string? Obstacle { get; init; }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        FlowChoice choice = HeadlessDetection.Choose(_machine, _session, _options);
        return _life.RunAsync(choice.Flow, choice.Reason, (_, stop) => WorkAsync(choice, stop), cancellationToken);
    }

    private async Task WorkAsync(FlowChoice choice, CancellationToken cancellationToken)
    {
        if (!_options.IgnoresToken
            && await _token.IsGoodOrRenewedAsync(() => LoginRenewal.Of(_environment, _profile, _session, _connect(), _clock), cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        // First: a person must not approve a sign-in whose result can't be stored.
        _token.Prepare().Dispose();
        IConsoleSignIn service = _connect();
        string region = SignInRegions.Of(token: null, _profile, _environment)[0];
        string key = DpopProof.CreateKey();
        LoginCode code = choice.Flow == SignInFlow.PastedCode
            ? await PastedAsync(service, region, key, choice, cancellationToken).ConfigureAwait(false)
            : await BroughtAsync(service, region, key, choice, cancellationToken).ConfigureAwait(false);
        using TokenPlace place = _token.Prepare();

        // Not cancelled any more: the person has done it, and the code works once.
        LoginAnswer answer = await service.ExchangeCodeAsync(code, _session, region, Deadline.Fixed(_clock, CallLimit)).ConfigureAwait(false);
        LoginIdentity.Require(_session, answer.IdToken);
        await _token.ReplaceAsync(place, LoginToken.Create(_session, answer, code.ClientId, key, region, _clock.GetUtcNow())).ConfigureAwait(false);
        SignInNotices.PostToAll(_environment, _session, NoticeKind.SignedIn, _clock);
    }

    /// <summary>The browser brings the code to a port of 127.0.0.1.</summary>
    private async Task<LoginCode> BroughtAsync(IConsoleSignIn service, string region, string key, FlowChoice choice, CancellationToken cancellationToken)
    {
        PkcePair pkce = PkcePair.Create();
        string state = PkcePair.CreateState();
        LoopbackListener listener = Bind(state);
        await using (listener.ConfigureAwait(false))
        {
            Uri address = LoginAddress.Create(service.Endpoint(region), LoginAddress.SameDevice, listener.RedirectUri, state, pkce);
            await _desk.ShowAsync(new SignInPage(address, UserCode: null), choice, cancellationToken).ConfigureAwait(false);
            CallbackAnswer callback = await listener.WaitAsync(cancellationToken).ConfigureAwait(false);
            return callback.Code is { } code ? new LoginCode(code, LoginAddress.SameDevice, listener.RedirectUri, pkce.Verifier, key)
                : callback.Error == "access_denied" ? throw KeepaliveErrors.SignInDenied(_session.DisplayName, reason: null)
                : throw KeepaliveErrors.CallbackInvalid(_session.DisplayName, "with an error");
        }
    }

    /// <summary>A browser on any machine shows the code, and the person pastes it.</summary>
    private async Task<LoginCode> PastedAsync(IConsoleSignIn service, string region, string key, FlowChoice choice, CancellationToken cancellationToken)
    {
        if (Obstacle is { } obstacle)
        {
            throw KeepaliveErrors.CodeCannotBePasted(_session.DisplayName, _profile.Name, obstacle);
        }

        PkcePair pkce = PkcePair.Create();
        string state = PkcePair.CreateState();
        Uri endpoint = service.Endpoint(region);
        Uri redirect = LoginAddress.Confirmation(endpoint);
        Uri address = LoginAddress.Create(endpoint, LoginAddress.OtherDevice, redirect, state, pkce);
        await _desk.ShowAsync(new SignInPage(address, UserCode: null), choice, cancellationToken).ConfigureAwait(false);
        using Secret given = await AskForCode(_journal, answer => PastedCode.FindFault(answer, state), cancellationToken).ConfigureAwait(false);
        return new LoginCode(PastedCode.Read(given, state)!, LoginAddress.OtherDevice, redirect, pkce.Verifier, key);
    }

    private LoopbackListener Bind(string state)
    {
        try
        {
            return LoopbackListener.Bind(state, _clock);
        }
        catch (SocketException exception)
        {
            throw KeepaliveErrors.SignInWorkerFailed(
                _session.DisplayName, $"could not listen on 127.0.0.1 for the browser ({exception.SocketErrorCode}; --remote needs no port)", exception);
        }
    }
}
