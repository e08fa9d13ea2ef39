using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// Gives a credential away: one that has time left and that AWS is not known to refuse. Claude Code gets it as
/// <see cref="ClientExpiration"/> says, everybody else as it is.
/// </summary>
public sealed class CredentialExport
{
    private readonly SystemEnvironment _environment;
    private readonly CredentialResolver _resolver;
    private readonly KeyReader _keys;
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
        _keys = new KeyReader(environment, _resolver, Connect);
        _handedOut = new HandedOutKeys(environment, clock);
        _log = new EventLog(environment, clock);
    }

    /// <summary>Prepares for somebody who wants to know how it is found, and gets nothing: nothing is logged or remembered as given.</summary>
    internal CredentialExport(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock, ResolutionTrace trace)
        : this(environment, configuration, clock)
    {
        _resolver = new CredentialResolver(environment, configuration, clock) { Caller = LogCaller.Status, Trace = trace };
        _keys = new KeyReader(environment, _resolver, Connect);
        FindCaller = static () => null;
    }

    /// <summary>The program whose workers renew a sign-in, so that nothing is lost with this process; null: it is renewed here.</summary>
    public IWorkerProgram? Workers
    {
        init => _resolver.Workers = value;
    }

    /// <summary>Who asks STS; null for the service itself.</summary>
    internal IKeyVerifier? Verifier { get; init; }

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
        KeyReading key = await _keys.ReadAsync(choice, refusedKey: null, deadline, cancellationToken).ConfigureAwait(false);
        if (key is { HasEnded: true, Fault: { } fault })
        {
            throw fault;
        }

        if (format == CredentialFormat.Claude && key.Credential.SessionToken is null)
        {
            throw KeepaliveErrors.LongLivedKeyRefused(key.Credential.Profile ?? ProfileWords.Environment);
        }

        if (key.IsRefused || (WasRefused(call, key.Credential) && await _keys.AskAsync(choice, key.Credential, deadline, cancellationToken).ConfigureAwait(false) == KeyValidity.Dead))
        {
            key = await ReplaceAsync(choice, key.Credential.AccessKeyId, deadline, cancellationToken).ConfigureAwait(false);
        }

        (AwsCredential credential, AwsClock clock) = (key.Credential, key.Clock);
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

    private IKeyVerifier Connect() => Verifier ?? new StsVerifier(_environment, Clock);

    /// <exception cref="KeepaliveException">CredentialRevoked: the source has no other, or none that lives.</exception>
    private async ValueTask<KeyReading> ReplaceAsync(ProfileChoice choice, string dead, Deadline deadline, CancellationToken cancellationToken)
    {
        KeyReader thorough = new(_environment, _resolver, Connect) { IsThorough = true };
        KeyReading other = await thorough.ReadAsync(choice, dead, deadline, cancellationToken).ConfigureAwait(false);
        return other.Fault is { } fault ? throw fault : other;
    }
}
