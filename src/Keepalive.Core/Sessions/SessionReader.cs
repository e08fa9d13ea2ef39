using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Login;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.SignIn;
using Keepalive.Tokens;

namespace Keepalive.Sessions;

/// <summary>
/// Reads the sessions of profiles. Callers that may wait ask the source (<see cref="ReadAsync"/>). A hook, a status line and the doctor only read a few small
/// files, without a process, the network or waiting (<see cref="Look(string)"/>). Both use the same judgement.
/// </summary>
public sealed class SessionReader
{
    private readonly SystemEnvironment _environment;
    private readonly KeepaliveConfiguration _configuration;
    private readonly TimeProvider _clock;
    private readonly CredentialResolver _resolver;
    private readonly KeyReader _keys;
    private readonly SessionJudgement _judgement;

    /// <summary>Creates the object and reads no file.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="configuration">Our own settings.</param>
    /// <param name="clock">The machine's clock.</param>
    public SessionReader(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock)
        : this(environment, configuration, clock, trace: null)
    {
    }

    internal SessionReader(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock, ResolutionTrace? trace)
    {
        _environment = environment;
        _configuration = configuration;
        _clock = clock;
        _judgement = new SessionJudgement(configuration);
        _resolver = new CredentialResolver(environment, configuration, clock) { Caller = LogCaller.Status, Trace = trace };
        _keys = new KeyReader(environment, _resolver, () => Verifier ?? new StsVerifier(environment, _resolver.Clock));
        Files = new SessionLook(environment, configuration, _resolver, _keys, clock);
    }

    internal IKeyVerifier? Verifier { get; init; }

    /// <summary>Judges one profile by its files.</summary>
    internal SessionLook Files { get; }

    /// <summary>Reads one profile and asks its source (a <c>credential_process</c> is run), as an export does.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">The profile has no credential.</exception>
    public async Task<SessionSnapshot> ReadAsync(string? requested, Deadline deadline, CancellationToken cancellationToken)
    {
        ProfileChoice choice = _resolver.Choose(requested);
        KeyReading key = await _keys.ReadLivingAsync(choice, deadline, cancellationToken).ConfigureAwait(false);
        SessionSnapshot snapshot = _judgement.Of(key);
        if (snapshot is { Source: { } kind, Profile: not null, Verdict: SessionVerdict.EndsSoon or SessionVerdict.LongLived })
        {
            // The credential is renewed if its sign-in or its MFA session is valid. They are read only here, because only here they change the result.
            AwsProfile profile = await _resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
            snapshot = snapshot.Verdict == SessionVerdict.LongLived ? Files.WithSession(snapshot, profile)
                : RoleBacking.Of(_resolver, profile, kind, Files.TokenOf) is { } backing ? SessionJudgement.WithBacking(snapshot, key, backing)
                : snapshot;
            if (snapshot.ErrorCode == KeepaliveErrorCode.MfaCodeNeeded)
            {
                throw SessionLook.CodeNeeded(snapshot);
            }
        }

        return snapshot with { ChosenBy = SourceProfile.Through(choice, snapshot.Profile ?? choice.Name).ChosenBy };
    }

    /// <summary>Does the same as <see cref="ReadAsync"/>, and throws if a request with the credential would fail.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="minimumRemaining">The minimum time until the expiry; a credential without a known expiry is accepted.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">CredentialExpired, CredentialRevoked, or the reason why there is no credential.</exception>
    public async Task<SessionSnapshot> RequireAsync(string? requested, TimeSpan minimumRemaining, Deadline deadline, CancellationToken cancellationToken)
    {
        SessionSnapshot snapshot = await ReadAsync(requested, deadline, cancellationToken).ConfigureAwait(false);
        string name = snapshot.Profile ?? ProfileWords.Environment;
        return snapshot.Lasts(minimumRemaining) ? snapshot
            : throw (snapshot.Verdict == SessionVerdict.Revoked
                ? KeepaliveErrors.CredentialRevoked(name, snapshot.MaskedAccessKeyId!, CredentialSources.Of(snapshot.Source!.Value).NextStep(name))
                : KeepaliveErrors.CredentialExpired(name, snapshot.Expires!.Value, snapshot.ExpirySource!, snapshot.Expires.Value - snapshot.Remaining!.Value, minimumRemaining > TimeSpan.Zero ? minimumRemaining : null));
    }

    /// <summary>Reads one profile from a few small files, without a process, the network or waiting.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <exception cref="KeepaliveException">A file can't be used, or another program is writing it at this moment.</exception>
    public SessionSnapshot Look(string? requested)
    {
        ProfileChoice choice = _resolver.Choose(requested);
        if (Files.OfEnvironment(choice) is { } keys)
        {
            return keys;
        }

        AwsProfile? profile = Find(choice);
        SessionSnapshot snapshot = profile is null
            ? SessionJudgement.Without(choice.Name, _configuration, KeepaliveErrorCode.ProfileNotFound)
            : ForClient(Files.Of(profile, Files.TokenOf), profile) with { IsNamedByCaller = !string.IsNullOrEmpty(requested) };
        return Files.OfMachine(choice, snapshot) ?? snapshot;
    }

    /// <summary>Reads every profile of both files. Starts no process and uses no network.</summary>
    /// <exception cref="KeepaliveException">A file can't be read.</exception>
    public IEnumerable<SessionSnapshot> LookAll()
    {
        ProfileFiles files = ProfileFiles.Read(ProfileFileLocations.Find(_environment), _clock);
        Dictionary<string, TokenStatus?> tokens = [];
        IEnumerable<SessionSnapshot> all = files.All().Select(profile => Files.OfListed(profile, TokenOnce));
        return LoginBreaker.HasTripped(_environment) ? all.Select(snapshot => snapshot with { Hold = HoldOf(snapshot.Profile!) }) : all;

        // Ten thousand roles may share one sign-in.
        TokenStatus? TokenOnce(AwsProfile profile)
        {
            string session = SignInSessions.Of(RoleChain.BaseOf(profile))?.DisplayName ?? string.Empty;
            if (!tokens.TryGetValue(session, out TokenStatus? token))
            {
                tokens[session] = token = Files.TokenOf(profile);
            }

            return token;
        }
    }

    /// <summary>Finds the running sign-in of a profile; null if none is running. Only reads files.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SignInStatus?> FindSignInAsync(string? requested, CancellationToken cancellationToken)
    {
        try
        {
            AwsProfile profile = await _resolver.ReadProfileAsync(_resolver.Choose(requested), cancellationToken).ConfigureAwait(false);
            return SignInStatus.Read(_environment, profile, _clock) is { IsRunning: true } running ? running : null;
        }
        catch (KeepaliveException)
        {
            return null; // Without a profile there is no sign-in.
        }
    }

    /// <summary>Finds the reason why the automatic login of a profile does not start; null if it can start. The profile need not exist yet.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AutoLoginHold?> FindHoldAsync(string? requested, CancellationToken cancellationToken)
    {
        ProfileChoice choice = _resolver.Choose(requested);
        try
        {
            AwsProfile profile = await _resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
            return _configuration.For(profile.Name).IsDriven ? HoldOf(profile.Name, SignInStatus.Read(_environment, profile, _clock)) : HoldOf(profile.Name);
        }
        catch (KeepaliveException)
        {
            return HoldOf(choice.Name);
        }
    }

    /// <summary>Adds the state of a client: its exported key, the sign-in for which it waits, and the reason why no automatic login starts.</summary>
    private SessionSnapshot ForClient(SessionSnapshot snapshot, AwsProfile profile)
    {
        HandedOutKey? last = new HandedOutKeys(_environment, _clock).Last(profile.Name);
        bool isRefused = last is not null && new KeyValidityCache(_environment, _clock).Read(last.AccessKeyId) == KeyValidity.Dead;
        TimeSpan? given = isRefused ? null : last?.Expires - _resolver.Clock.GetUtcNow();
        snapshot = snapshot with
        {
            GivenLeft = given,
            SignIn = SignInStatus.Read(_environment, profile, _clock),
        };
        snapshot = snapshot with { Hold = snapshot.Settings.IsDriven ? HoldOf(profile.Name, snapshot.SignIn) : null };
        snapshot = Files.WithSession(snapshot, profile);
        bool needsNobody = snapshot is { Left: null, Renewal: SessionRenewal.Silently } || snapshot is { MaskedAccessKeyId: null, Source: not (CredentialSourceKind.SingleSignOn or CredentialSourceKind.Login or CredentialSourceKind.AssumeRole) };
        return !needsNobody && (snapshot.Left is not { } left || given > left) ? snapshot with { Left = given ?? snapshot.Left } : snapshot;
    }

    private AutoLoginHold? HoldOf(string profile, SignInStatus? last) => AutoLoginHold.Longer(HoldOf(profile), last, _clock.GetUtcNow());

    private AutoLoginHold? HoldOf(string profile) => AutoLoginHold.Find(_environment, _configuration.For(profile), profile, _clock);

    /// <summary>Finds the profile; null if it does not exist and the caller has not named it.</summary>
    private AwsProfile? Find(ProfileChoice choice)
    {
        try
        {
            return Settled.Now(stop => _resolver.ReadProfileAsync(choice, stop), ProfileFileLocations.Find(_environment).Credentials);
        }
        catch (KeepaliveException exception) when (!choice.IsNamed && exception.Code == KeepaliveErrorCode.ProfileNotFound)
        {
            return null;
        }
    }
}
