using Keepalive.Configuration;
using Keepalive.Logging;
using Keepalive.Sessions;
using Keepalive.SingleSignOn.SignIn;
using Keepalive.Time;

namespace Keepalive.Login;

/// <summary>
/// The detached process that signs a profile in by itself. It owns the command and whatever that starts: when the caller is
/// ended, the login goes on, and the next caller takes its result.
/// </summary>
public sealed class AutoLoginWorker
{
    /// <summary>The verb of <c>claude-aws</c> that is this worker.</summary>
    public const string Verb = "auto-login-worker";

    private readonly SystemEnvironment _environment;
    private readonly string _profile;
    private readonly Func<IAutoLogin?> _find;
    private readonly LoginMarkReader _marks;
    private readonly WorkerJournal _journal;
    private readonly WorkerLife _life;
    private readonly AwsClock _clock;

    internal AutoLoginWorker(
        SystemEnvironment environment, KeepaliveConfiguration settings, string profile, Func<IAutoLogin?> find, TimeProvider clock, LogCaller caller = LogCaller.Refresh)
    {
        _environment = environment;
        _profile = profile;
        _find = find;
        _marks = new LoginMarkReader(environment, settings, clock);
        _clock = AwsClock.Read(environment, clock);
        SignInPlace place = SignInPlace.OfProfile(environment, profile);
        _journal = new WorkerJournal(new SignInLedger(place, clock), clock);
        _life = new WorkerLife(place, _journal, new EventLog(environment, clock), clock) { Caller = caller };
    }

    /// <summary>Signs in, unless another worker of the profile does. Success and failure alike go to the ledger.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Gives up; that too goes to the ledger.</param>
    /// <exception cref="KeepaliveException">The configuration can't be read, or the ledger can't be written.</exception>
    public static Task RunAsync(SystemEnvironment environment, string profile, TimeProvider clock, CancellationToken cancellationToken)
    {
        KeepaliveConfiguration settings = ConfigurationFile.Read(environment, clock).For(profile);
        return new AutoLoginWorker(environment, settings, profile, () => AutoLogins.Find(environment, settings, profile), clock).RunAsync(cancellationToken);
    }

    internal Task RunAsync(CancellationToken cancellationToken)
    {
        IAutoLogin? login = _find();
        return _life.RunAsync(SignInFlow.Command, login?.Reason ?? "nothing is set", (_, stop) => WorkAsync(login, stop), cancellationToken);
    }

    private async Task WorkAsync(IAutoLogin? login, CancellationToken cancellationToken)
    {
        if (login is null)
        {
            throw KeepaliveErrors.AutoLoginFailed(_profile, "is not set, or not allowed, any more");
        }

        LoginMark before = await _marks.ReadAsync(_profile, asksProcess: false, isOver: false, cancellationToken).ConfigureAwait(false);
        KeepaliveException? failure = await TryAsync(login, cancellationToken).ConfigureAwait(false);

        // Whatever it says of itself: what counts is what it has left behind.
        LoginMark after = await _marks.ReadAsync(_profile, asksProcess: true, isOver: true, cancellationToken).ConfigureAwait(false);
        if (!after.IsNewsAfter(before, _clock.GetUtcNow()))
        {
            throw failure ?? KeepaliveErrors.AutoLoginFailed(_profile, "ended without a word of failure, but has left no new credential", login.Setting);
        }

        new SessionNotice(_environment, _profile, _clock.Machine).Post(NoticeKind.SignedIn);
    }

    private async Task<KeepaliveException?> TryAsync(IAutoLogin login, CancellationToken cancellationToken)
    {
        try
        {
            return await login.RunAsync(new NumberDesk(_journal), cancellationToken).ConfigureAwait(false) is { } complaint
                ? KeepaliveErrors.AutoLoginFailed(_profile, complaint, login.Setting)
                : null;
        }
        catch (KeepaliveException exception)
        {
            return exception;
        }
    }

    private sealed class NumberDesk(WorkerJournal journal) : IProgress<string>
    {
        public void Report(string value) => journal.Write(journal.Entry with { Phase = SignInPhase.WaitingForPerson, Number = value });
    }
}
