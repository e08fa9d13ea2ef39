using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Login;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// Renews a profile in the background, without a person: silently if that is possible, otherwise with the automatic login if the credential is not
/// valid or expires within <c>autoLoginMinutes</c>. It never opens a browser. It changes nothing if no renewal is due.
/// </summary>
public sealed class RenewalWorker
{
    /// <summary>The verb of <c>claude-aws</c> that is this worker.</summary>
    public const string Verb = "renew-worker";

    /// <summary>The time limit. No caller waits for the renewal, but a renewal that hangs must end.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ResolveLimit = TimeSpan.FromMinutes(1);

    private readonly SystemEnvironment _environment;
    private readonly KeepaliveConfiguration _settings;
    private readonly string _profile;
    private readonly IWorkerProgram _program;
    private readonly TimeProvider _clock;
    private readonly CredentialResolver _resolver;
    private readonly KeyReader _keys;
    private readonly ProfileChoice _choice;
    private readonly SignInLedger _logins;

    internal RenewalWorker(SystemEnvironment environment, KeepaliveConfiguration configuration, string profile, IWorkerProgram program, TimeProvider clock, IKeyVerifier? verifier = null)
    {
        _environment = environment;
        _settings = configuration.For(profile);
        _profile = profile;
        _program = program;
        _clock = clock;
        _resolver = new CredentialResolver(environment, configuration, clock) { Caller = LogCaller.Background };
        _keys = new KeyReader(environment, _resolver, () => verifier ?? new StsVerifier(environment, _resolver.Clock)) { GivesSessions = true };
        _logins = new SignInLedger(WorkerPaths.OfProfile(environment, profile), clock);
        _choice = new ProfileChoice(profile, "the background renewal", IsNamed: true);
    }

    /// <summary>Renews the profile, unless another process is renewing it.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="program">The program of the workers.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the renewal; an automatic login that has started continues in its own process.</param>
    /// <exception cref="KeepaliveException">The profile could not be renewed. The error is only in the log.</exception>
    public static Task RunAsync(SystemEnvironment environment, string profile, IWorkerProgram program, TimeProvider clock, CancellationToken cancellationToken) =>
        new RenewalWorker(environment, ConfigurationFile.Read(environment, clock), profile, program, clock).RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var place = new RenewalPlace(_environment, _profile);
        using FileLock? lease = FileLock.TryAcquire(place.Lease);
        if (lease is null)
        {
            return;
        }

        LoggedEvent renewal = new EventLog(_environment, _clock).Begin(LogEvent.Renewal, LogCaller.Background, _profile);
        try
        {
            AwsCredential? before = await PeekAsync(cancellationToken).ConfigureAwait(false);
            AwsCredential? after = (await RenewAsync(cancellationToken).ConfigureAwait(false))?.Credential;
            if (after is not null && (after.AccessKeyId != before?.AccessKeyId || after.Expiry?.Instant != before.Expiry?.Instant))
            {
                File.Delete(place.LastStart); // The next renewal that is due can start without a wait.
                renewal.Succeeded(after.Expiry?.Instant);
            }
        }
        catch (KeepaliveException exception) when (exception.Code != KeepaliveErrorCode.SignInCoolingDown)
        {
            renewal.Failed(exception); // A pause is not logged as a failure, because hooks start a renewal once a minute.
            throw;
        }
    }

    private async Task<KeyReading?> RenewAsync(CancellationToken cancellationToken)
    {
        SignInEntry? success = _logins.FreshSuccess();
        KeyReading? key = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!IsDue(key) || AutoLogins.Find(_environment, _settings, _profile) is not { } login)
        {
            return key;
        }

        if (success is not null && (key is null || key.Fault is not null)
            && AutoLoginWorker.DidNotLast(_profile, login) is var failure && _logins.Refute(success, failure))
        {
            await login.RememberAsync(failure, cancellationToken).ConfigureAwait(false);
        }

        // The login is automatic, so it waits for the end of a pause like every other automatic login.
        var options = new SignInOptions { IsAutomatic = true, Budget = Limit };
        await new SignInWatch(WorkerPaths.OfProfile(_environment, _profile), _program.LauncherOf(AutoLoginWorker.Verb, _profile), _clock)
            .RunAsync(options, async stop => !IsDue(await ReadAsync(stop).ConfigureAwait(false)), progress: null, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the profile's key, renewed if its source can renew it; null if a login is needed.</summary>
    /// <exception cref="KeepaliveException">A login can't correct the error.</exception>
    private async Task<KeyReading?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _keys.ReadLivingAsync(_choice, Deadline.Fixed(_clock, ResolveLimit), cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (KeepaliveErrorCode.Has(exception.Code, ErrorTrait.ByLogin) && exception.Code != KeepaliveErrorCode.ProfileNotFound)
        {
            return null;
        }
    }

    private bool IsDue(KeyReading? key) =>
        key is null || key.Fault is not null || (key.Credential.Expiry is { } expiry && expiry.Instant - key.Clock.GetUtcNow() <= AheadOf(expiry.Instant));

    /// <summary>A key that is valid for less than <c>autoLoginMinutes</c> would always be due. In that case, it is due after half of its validity.</summary>
    private TimeSpan AheadOf(DateTimeOffset end)
    {
        TimeSpan ahead = _settings.AutoLoginAhead;
        return _logins.Read() is { Phase: SignInPhase.Succeeded, Ended: { } login } && (end - login) / 2 is var half && half < ahead ? half : ahead;
    }

    private async Task<AwsCredential?> PeekAsync(CancellationToken cancellationToken)
    {
        try
        {
            AwsProfile profile = await _resolver.ReadProfileAsync(_choice, cancellationToken).ConfigureAwait(false);
            return _resolver.Peek(profile).Credential;
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }
}
