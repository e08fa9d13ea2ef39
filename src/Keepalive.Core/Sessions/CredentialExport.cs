using System.Runtime.CompilerServices;
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
/// Exports a credential that has not expired and that AWS, as far as is known, does not reject. Claude Code gets it with the expiry of
/// <see cref="ClientExpiration"/>; all other callers get it unchanged.
/// </summary>
public sealed class CredentialExport
{
    private readonly SystemEnvironment _environment;
    private readonly CredentialResolver _resolver;
    private readonly KeyReader _keys;
    private readonly HandedOutKeys _handedOut;
    private readonly EventLog _log;

    /// <summary>Creates the object and reads no file.</summary>
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

    /// <summary>Prepares an explanation of the search. The caller does not export the credential, so the export is neither logged nor recorded.</summary>
    internal CredentialExport(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock, ResolutionTrace trace)
        : this(environment, configuration, clock)
    {
        _resolver = new CredentialResolver(environment, configuration, clock) { Caller = LogCaller.Status, Trace = trace };
        _keys = new KeyReader(environment, _resolver, Connect);
        FindCaller = static () => null;
    }

    /// <summary>The program whose workers renew a token, so that a renewal completes also if this process ends. If null, this process renews it.</summary>
    public IWorkerProgram? Workers
    {
        init => _resolver.Workers = value;
    }

    /// <summary>The verifier that asks STS about a key; null for the real service.</summary>
    internal IKeyVerifier? Verifier { get; init; }

    internal Func<CallingProcess?> FindCaller { get; init; } = CallingProcess.Find;

    /// <summary>AWS's time, by which a credential is judged.</summary>
    public AwsClock Clock => _resolver.Clock;

    /// <summary>Chooses the profile if the caller names <paramref name="requested"/> or no profile.</summary>
    /// <param name="requested">A name, or null.</param>
    public ProfileChoice Choose(string? requested) => _resolver.Choose(requested);

    /// <summary>
    /// Gets the credential, with its expiry on the machine's clock. Completes without waiting if the credential is in a file and there is no sign
    /// that AWS rejects it.
    /// </summary>
    /// <param name="choice">The profile.</param>
    /// <param name="format">The format of the export; null for an object of PowerShell.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work, and every process it started.</param>
    /// <exception cref="KeepaliveException">There is no usable credential; the error has the reason.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
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

    /// <summary>The same, but without a line in the log.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    internal async ValueTask<AwsCredential> FindAsync(ProfileChoice choice, CredentialFormat? format, Deadline deadline, CancellationToken cancellationToken)
    {
        ClientCall? call = ClientCall.Find(_environment, format, FindCaller);
        bool isForClient = format == CredentialFormat.Claude;
        KeyReader keys = isForClient ? new KeyReader(_environment, _resolver, Connect) { GivesSessions = true } : _keys;
        KeyReading key = await keys.ReadAsync(choice, refusedKey: null, deadline, cancellationToken).ConfigureAwait(false);
        if (key is { HasEnded: true, Fault: { } fault })
        {
            throw fault;
        }

        if (isForClient && key.Credential.SessionToken is null)
        {
            throw KeepaliveErrors.LongLivedKeyRefused(key.Credential.Profile ?? ProfileWords.Environment);
        }

        if (key.IsRefused || (WasRefused(call, key.Credential) && await _keys.AskAsync(choice, key.Credential, deadline, cancellationToken).ConfigureAwait(false) == KeyValidity.Dead))
        {
            key = await ReplaceAsync(choice, key.Credential.AccessKeyId, isForClient, deadline, cancellationToken).ConfigureAwait(false);
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
    /// The same client asks for the same key earlier than necessary. The usual cause is that AWS has rejected the key, but a change of the client's
    /// settings has the same effect. So STS is asked about the key.
    /// </summary>
    private bool WasRefused(ClientCall? call, AwsCredential credential) =>
        call is { Client: { } client }
        && _handedOut.LastFor(credential.Profile ?? string.Empty, client.Id, call.Format) is { } last
        && last.ClientStarted == client.Started
        && last.AccessKeyId == credential.AccessKeyId
        && Clock.Machine.GetUtcNow() < last.Horizon;

    private IKeyVerifier Connect() => Verifier ?? new StsVerifier(_environment, Clock);

    /// <exception cref="KeepaliveException">CredentialRevoked: the source has no other key, or no valid one.</exception>
    private async ValueTask<KeyReading> ReplaceAsync(ProfileChoice choice, string dead, bool isForClient, Deadline deadline, CancellationToken cancellationToken)
    {
        KeyReader thorough = new(_environment, _resolver, Connect) { IsThorough = true, GivesSessions = isForClient };
        KeyReading other = await thorough.ReadAsync(choice, dead, deadline, cancellationToken).ConfigureAwait(false);
        return other.Fault is { } fault ? throw fault : other;
    }
}
