using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// The detached process of an automatic login. It owns the command and its child processes: if the caller is
/// killed, the login continues, and the next caller uses its result.
/// </summary>
public sealed class AutoLoginWorker
{
    /// <summary>The verb of <c>claude-aws</c> that is this worker.</summary>
    public const string Verb = "auto-login-worker";

    private static readonly TimeSpan ExaminationLimit = TimeSpan.FromSeconds(20);

    private readonly SystemEnvironment _environment;
    private readonly string _profile;
    private readonly Func<IAutoLogin?> _find;
    private readonly CredentialSnapshotReader _marks;
    private readonly KeyReader _keys;
    private readonly WorkerJournal _journal;
    private readonly WorkerRunner _life;
    private readonly AwsClock _clock;
    private readonly KeepaliveConfiguration _settings;

    /// <summary>Asks the caller's person; if it is null, the worker asks on the page or in a dialog.</summary>
    internal IPersonPrompt? Prompt { get; init; }

    /// <summary>The ways to reach a person from a worker.</summary>
    internal Func<SystemEnvironment, KeepaliveConfiguration, TimeProvider, PromptWays> Ways { get; init; } = PromptDoors.Find;

    internal AutoLoginWorker(
        SystemEnvironment environment, KeepaliveConfiguration settings, string profile, Func<IAutoLogin?> find, TimeProvider clock, LogCaller caller = LogCaller.Refresh,
        IKeyVerifier? verifier = null)
    {
        _environment = environment;
        _profile = profile;
        _settings = settings;
        _find = find;
        _marks = new CredentialSnapshotReader(environment, settings, clock);
        _clock = AwsClock.Read(environment, clock);
        _keys = SessionRecovery.Reader(environment, new CredentialResolver(environment, settings, clock) { Caller = caller }, verifier, RoleChain.DeviceOf);
        WorkerPaths place = WorkerPaths.OfProfile(environment, profile);
        _journal = new WorkerJournal(new SignInLedger(place, clock), clock);
        _life = new WorkerRunner(place, _journal, new EventLog(environment, clock), clock) { Caller = caller };
    }

    /// <summary>Signs in, unless another worker of the profile is signing in. The ledger records success and failure.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="clock">The time.</param>
    /// <param name="asksAtTerminal">The caller has a terminal, and asks there.</param>
    /// <param name="cancellationToken">Cancels the login; the ledger records that, too.</param>
    /// <exception cref="KeepaliveException">The configuration can't be read, or the ledger can't be written.</exception>
    public static Task RunAsync(SystemEnvironment environment, string profile, TimeProvider clock, bool asksAtTerminal, CancellationToken cancellationToken)
    {
        KeepaliveConfiguration settings = ConfigurationFile.Read(environment, clock).For(profile);
        return new AutoLoginWorker(environment, settings, profile, () => AutoLogins.Find(environment, settings, profile) ?? MfaLogin.Find(environment, settings, profile, clock), clock)
        {
            Ways = (where, from, time) => PromptDoors.Find(where, from, time, HeapRest.OfProcess()) with { HasTerminal = asksAtTerminal && from.AsksAtTerminal },
        }.RunAsync(cancellationToken);
    }

    internal Task RunAsync(CancellationToken cancellationToken)
    {
        IAutoLogin? login = _find();
        return _life.RunAsync(SignInFlow.Command, login?.Reason ?? "no automatic login is set", (_, stop) => WorkAsync(login, stop), cancellationToken);
    }

    private async Task WorkAsync(IAutoLogin? login, CancellationToken cancellationToken)
    {
        if (login is null)
        {
            throw KeepaliveErrors.AutoLoginFailed(_profile, "is no longer set or no longer allowed");
        }

        var board = new PromptBoard(login.Tool, _profile, _clock.Machine);
        await using var own = new WorkerPrompt(board, Ways(_environment, _settings, _clock.Machine), _journal, _clock.Machine);
        try
        {
            await WorkAsync(login, Prompt is null ? own : new FirstPrompt(new FittingPrompt(Prompt), own), cancellationToken).ConfigureAwait(false);
            own.End(failure: null);
        }
        catch (KeepaliveException exception)
        {
            own.End(exception);
            throw;
        }
    }

    private async Task WorkAsync(IAutoLogin login, IPersonPrompt prompt, CancellationToken cancellationToken)
    {
        CredentialSnapshot before = await _marks.ReadAsync(_profile, asksProcess: false, isOver: false, cancellationToken).ConfigureAwait(false);
        KeepaliveException? failure = await TryAsync(login, prompt, cancellationToken).ConfigureAwait(false);

        // The tool's own report does not decide. The result is the new credential in the files, if AWS accepts it.
        CredentialSnapshot after = await _marks.ReadAsync(_profile, asksProcess: true, isOver: true, cancellationToken).ConfigureAwait(false);
        bool isValidAnyway = failure is null && login.TakesValidCredential;
        failure = !isValidAnyway && !after.IsNewsAfter(before, _clock.GetUtcNow())
            ? failure ?? KeepaliveErrors.AutoLoginFailed(_profile, "reported no error, but left no new credential", login.Setting)
            : await FindRefusalAsync(login, cancellationToken).ConfigureAwait(false);
        await login.RememberAsync(failure, cancellationToken).ConfigureAwait(false);
        var notice = new SessionNotice(_environment, _profile, _clock.Machine);
        if (failure is not null)
        {
            if (KeepaliveErrorCode.Has(failure.Code, ErrorTrait.FailedLogin))
            {
                notice.Post(NoticeKind.SignInNeeded);
            }

            throw failure;
        }

        notice.Post(NoticeKind.SignedIn);
    }

    /// <summary>The error for a login whose new credential was rejected, or had expired, within two minutes.</summary>
    internal static KeepaliveException DidNotLast(string profile, IAutoLogin login) =>
        KeepaliveErrors.AutoLoginFailed(profile, "left a credential that AWS rejected, or that expired, within two minutes", login.Setting);

    /// <summary>The reason why the new credential can't be used; null if it can, or if AWS could not be asked.</summary>
    private async Task<KeepaliveException?> FindRefusalAsync(IAutoLogin login, CancellationToken cancellationToken)
    {
        var choice = new ProfileChoice(_profile, "the automatic login", IsNamed: true);
        SessionFinding finding = await _keys
            .FindAsync(choice, refusedKey: null, Deadline.Fixed(_clock.Machine, ExaminationLimit), cancellationToken).ConfigureAwait(false);
        if (finding is { Standing: KeyValidity.Alive, Fault: null })
        {
            _journal.Change(static entry => entry with { IsVerified = true });
        }

        return finding switch
        {
            { Standing: KeyValidity.Dead, Credential: { } dead } =>
                KeepaliveErrors.AutoLoginFailed(_profile, $"left a key that AWS rejects ({dead.MaskedAccessKeyId})", login.Setting),
            { Credential.Expiry: { } expiry } when expiry.Instant - _clock.GetUtcNow() < SignInLedger.Proof =>
                KeepaliveErrors.AutoLoginFailed(_profile, "left a key that expires within two minutes", login.Setting),
            { Fault: { } fault } when KeepaliveErrorCode.Has(fault.Code, ErrorTrait.ByLogin) =>
                KeepaliveErrors.AutoLoginFailed(_profile, $"left no usable credential ({fault.Message.TrimEnd('.')})", login.Setting),
            _ => null,
        };
    }

    private async Task<KeepaliveException?> TryAsync(IAutoLogin login, IPersonPrompt prompt, CancellationToken cancellationToken)
    {
        try
        {
            return await login.RunAsync(new NoticeDesk(_journal, prompt, login.Tool, _profile), prompt, cancellationToken).ConfigureAwait(false) is { } complaint
                ? KeepaliveErrors.AutoLoginFailed(_profile, complaint, login.Setting)
                : null;
        }
        catch (KeepaliveException exception)
        {
            return exception;
        }
    }

    private sealed class NoticeDesk(WorkerJournal journal, IPersonPrompt prompt, string tool, string profile) : IProgress<LoginNotice>
    {
        public void Report(LoginNotice value)
        {
            journal.Change(entry => value.Address is { } address
                ? entry with { Phase = SignInPhase.WaitingForPerson, Address = address, UserCode = value.UserCode, Tab = entry.Tab == BrowserTab.NotYet ? BrowserTab.NotWanted : entry.Tab }
                : entry with { Phase = SignInPhase.WaitingForPerson, Number = value.Words });
            prompt.Show(value.Address is { } link
                ? new Question { Kind = QuestionKind.OpenAddress, Words = value.Words, Tool = tool, Profile = profile, Address = new Uri(link), Code = value.UserCode, Opens = value.Opens }
                : new Question { Kind = QuestionKind.MatchNumber, Words = value.Words, Tool = tool, Profile = profile, Code = value.IsNumber ? value.Words : null });
        }
    }
}
