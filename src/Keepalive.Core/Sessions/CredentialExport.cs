using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Processes;
using Keepalive.Profiles;
using Keepalive.SecurityTokens;
using Keepalive.SingleSignOn.SignIn;
using Keepalive.Time;

namespace Keepalive.Sessions;

/// <summary>
/// Gives a credential away: one that has time left and that AWS is not known to refuse. Claude Code gets it as
/// <see cref="ClientExpiration"/> says, everybody else as it is.
/// </summary>
public sealed class CredentialExport
{
    /// <summary>A client waits for every export; without an answer the key counts as good.</summary>
    private static readonly TimeSpan VerificationBound = TimeSpan.FromSeconds(2);

    private readonly SystemEnvironment _environment;
    private readonly CredentialResolver _resolver;
    private readonly RememberedStanding _standing;
    private readonly HandedOutKeys _handedOut;
    private readonly EventLog _log;

    /// <summary>Prepares; reads nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="configuration">Our own settings.</param>
    /// <param name="clock">The machine's clock.</param>
    public CredentialExport(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock)
    {
        _environment = environment;
        _resolver = new CredentialResolver(environment, configuration, clock) { Caller = LogCaller.Export };
        _standing = new RememberedStanding(environment, clock);
        _handedOut = new HandedOutKeys(environment, clock);
        _log = new EventLog(environment, clock);
        Verifier = new StsVerifier(environment, Clock);
    }

    /// <summary>Prepares for somebody who wants to know how it is found, and gets nothing: nothing is logged or remembered as given.</summary>
    internal CredentialExport(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock, ResolutionTrace trace)
        : this(environment, configuration, clock)
    {
        _resolver = new CredentialResolver(environment, configuration, clock) { Caller = LogCaller.Status, Trace = trace };
        FindCaller = static () => null;
    }

    /// <summary>The program whose workers renew a sign-in, so that nothing is lost with this process; null: it is renewed here.</summary>
    public IWorkerProgram? Workers
    {
        init => _resolver.Workers = value;
    }

    internal IKeyVerifier Verifier { get; init; }

    internal Func<CallingProcess?> FindCaller { get; init; } = CallingProcess.Find;

    /// <summary>AWS's time, by which a credential is judged.</summary>
    public AwsClock Clock => _resolver.Clock;

    /// <summary>Which profile is meant when the caller names <paramref name="requested"/> or nothing.</summary>
    /// <param name="requested">A name, or null.</param>
    public ProfileChoice Choose(string? requested) => _resolver.Choose(requested);

    /// <summary>
    /// Gets it, its end on the machine's own clock. Completes without waiting when it stands in a file and nothing speaks
    /// against it.
    /// </summary>
    /// <param name="choice">The profile.</param>
    /// <param name="format">The form it will be given in; null for an object of PowerShell.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the work, and every process it started.</param>
    /// <exception cref="KeepaliveException">There is none that would do, with the reason.</exception>
    public async ValueTask<AwsCredential> GetAsync(ProfileChoice choice, CredentialFormat? format, Deadline deadline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        LoggedEvent export = _log.Begin(LogEvent.Export, LogCaller.Export, choice.Name);
        try
        {
            return await FindAsync(choice, format, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception)
        {
            export.Failed(exception);
            throw;
        }
    }

    /// <summary>The same without a line in the log.</summary>
    internal async ValueTask<AwsCredential> FindAsync(ProfileChoice choice, CredentialFormat? format, Deadline deadline, CancellationToken cancellationToken)
    {
        ClientCall? call = ClientCall.Find(_environment, format, FindCaller);
        AwsCredential credential = await _resolver.ResolveAsync(choice, deadline, cancellationToken).ConfigureAwait(false);
        KeyStanding? doubted = Clock.Decides(credential) ? await SettleAsync(choice, credential, deadline, cancellationToken).ConfigureAwait(false) : null;

        // A key that is taken although AWS's time should have ended it shows that the correction is wrong.
        AwsClock clock = doubted == KeyStanding.Alive && credential.Expiry!.HasExpired(Clock.GetUtcNow()) ? Clock.WithoutSkew() : Clock;
        credential = await new EndInDoubt(_standing, clock).SettleAsync(
            credential,
            key => doubted == KeyStanding.Unknown ? ValueTask.FromResult(KeyStanding.Unknown) : AskAsync(choice, key, deadline, cancellationToken),
            alsoCertain: true).ConfigureAwait(false);
        credential.ThrowIfExpired(clock.GetUtcNow());
        if (format == CredentialFormat.Claude && credential.SessionToken is null)
        {
            throw KeepaliveErrors.LongLivedKeyRefused(credential.Profile ?? ProfileWords.Environment);
        }

        if (doubted == KeyStanding.Dead || _standing.Read(credential.AccessKeyId) == KeyStanding.Dead
            || (WasRefused(call, credential) && await AskAsync(choice, credential, deadline, cancellationToken).ConfigureAwait(false) == KeyStanding.Dead))
        {
            credential = await ReplaceAsync(choice, credential, deadline, cancellationToken).ConfigureAwait(false);
            clock = Clock;
        }

        DateTimeOffset now = Clock.Machine.GetUtcNow();
        AwsCredential told = credential.AtEarliest(clock.GetUtcNow()).OnMachineClock(clock);
        if (call is not null || format == CredentialFormat.Claude)
        {
            told = ClientExpiration.Apply(told, now);
        }

        if (call is { Client: { } client })
        {
            DateTimeOffset horizon = ClientExpiration.Horizon(told, now);
            _handedOut.Remember(new HandedOutKey(
                credential.Profile ?? string.Empty, credential.AccessKeyId, credential.Expiry?.Instant, horizon, now, client.Id, client.Started, call.Format));
        }

        return told;
    }

    /// <summary>The correction of the clock alone decides whether the key lives: STS knows.</summary>
    private async ValueTask<KeyStanding> SettleAsync(ProfileChoice choice, AwsCredential credential, Deadline deadline, CancellationToken cancellationToken) =>
        _standing.Read(credential.AccessKeyId) ?? await AskAsync(choice, credential, deadline, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// The same client asks for the same key before it has to: from here, that is what a refusal looks like. A change of its
    /// settings looks the same, so it is a reason to ask and no more.
    /// </summary>
    private bool WasRefused(ClientCall? call, AwsCredential credential) =>
        call is { Client: { } client }
        && _handedOut.LastFor(credential.Profile ?? string.Empty, client.Id, call.Format) is { } last
        && last.ClientStarted == client.Started
        && last.AccessKeyId == credential.AccessKeyId
        && Clock.Machine.GetUtcNow() < last.Horizon;

    private async ValueTask<KeyStanding> AskAsync(ProfileChoice choice, AwsCredential credential, Deadline deadline, CancellationToken cancellationToken)
    {
        AwsProfile? profile = credential.Profile is null ? null : await _resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        TimeSpan bound = deadline.Within(VerificationBound);
        KeyStanding standing = await Verifier.VerifyAsync(credential, profile, bound, cancellationToken).ConfigureAwait(false);
        _standing.Write(credential.AccessKeyId, standing, credential.Expiry?.Instant);
        return standing;
    }

    /// <exception cref="KeepaliveException">CredentialRevoked: the source has no other, or none that lives.</exception>
    private async ValueTask<AwsCredential> ReplaceAsync(ProfileChoice choice, AwsCredential dead, Deadline deadline, CancellationToken cancellationToken)
    {
        AwsCredential other = await _resolver.ResolveAsync(choice, dead.AccessKeyId, deadline, cancellationToken).ConfigureAwait(false);
        other.ThrowIfExpired(Clock.GetUtcNow());
        return other.AccessKeyId == dead.AccessKeyId
            || await AskAsync(choice, other, deadline, cancellationToken).ConfigureAwait(false) == KeyStanding.Dead
                ? throw KeepaliveErrors.CredentialRevoked(other.Profile ?? ProfileWords.Environment, other.MaskedAccessKeyId, CredentialSources.Of(other.Origin.Kind).NextStep(other.Profile ?? ProfileWords.Environment))
                : other;
    }
}
