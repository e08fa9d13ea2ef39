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
    }

    internal IKeyVerifier? Verifier { get; init; }

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
            snapshot = snapshot.Verdict == SessionVerdict.LongLived ? WithSession(snapshot, profile)
                : RoleBacking.Of(_resolver, profile, kind, TokenOf) is { } backing ? SessionJudgement.WithBacking(snapshot, key, backing)
                : snapshot;
            if (snapshot.ErrorCode == KeepaliveErrorCode.MfaCodeNeeded)
            {
                throw CodeNeeded(snapshot);
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
        if (LookAtEnvironment(choice) is { } keys)
        {
            return keys;
        }

        AwsProfile? profile = Find(choice);
        SessionSnapshot snapshot = profile is null
            ? SessionJudgement.Without(choice.Name, _configuration, KeepaliveErrorCode.ProfileNotFound)
            : ForClient(Look(profile, TokenOf), profile) with { IsNamedByCaller = !string.IsNullOrEmpty(requested) };
        return LookAtMachine(choice, snapshot) ?? snapshot;
    }

    /// <summary>The credential of the container or instance, if the caller has set no profile and <c>default</c> gives none; null if it is not used.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="profile">The state of the profile.</param>
    internal SessionSnapshot? LookAtMachine(ProfileChoice choice, SessionSnapshot? profile)
    {
        if (profile is { ErrorCode: not (KeepaliveErrorCode.ProfileNotFound or KeepaliveErrorCode.CredentialNotFound) } || _resolver.PeekMachine(choice) is not (var kept, true))
        {
            return null;
        }

        KeyReading? key = kept is null ? null : _keys.Judge(kept);
        return key is { HasEnded: false, IsRefused: false } ? _judgement.Of(key) : new SessionSnapshot
        {
            Profile = choice.Name,
            Settings = _configuration.For(choice.Name),
            Source = CredentialSourceKind.Machine,
            Renewal = SessionRenewal.Silently,
            ClockSkew = _resolver.Clock.Skew,
            Verdict = SessionVerdict.NotAsked,
        };
    }

    /// <summary>Reads every profile of both files. Starts no process and uses no network.</summary>
    /// <exception cref="KeepaliveException">A file can't be read.</exception>
    public IEnumerable<SessionSnapshot> LookAll()
    {
        ProfileFiles files = ProfileFiles.Read(ProfileFileLocations.Find(_environment), _clock);
        Dictionary<string, TokenStatus?> tokens = [];
        IEnumerable<SessionSnapshot> all = files.All().Select(profile => LookOrTell(profile, TokenOnce));
        return LoginBreaker.HasTripped(_environment) ? all.Select(snapshot => snapshot with { Hold = HoldOf(snapshot.Profile!) }) : all;

        // Ten thousand roles may share one sign-in.
        TokenStatus? TokenOnce(AwsProfile profile)
        {
            string session = SignInSessions.Of(RoleChain.BaseOf(profile))?.DisplayName ?? string.Empty;
            if (!tokens.TryGetValue(session, out TokenStatus? token))
            {
                tokens[session] = token = TokenOf(profile);
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

    /// <summary>Returns the key behind the result of <see cref="Look(string)"/>, for an explanation; null if only the source can give it.</summary>
    /// <exception cref="KeepaliveException">The error that an export would have.</exception>
    internal async ValueTask<KeyReading?> LookAtKeyAsync(ProfileChoice choice, CancellationToken cancellationToken)
    {
        if (_resolver.FindEnvironmentKeys(choice) is { } keys)
        {
            return _keys.Judge(keys);
        }

        try
        {
            return await LookAtKeyOfProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException nothing) when (nothing.Code is KeepaliveErrorCode.ProfileNotFound or KeepaliveErrorCode.CredentialNotFound && _resolver.PeekMachine(choice).IsSource)
        {
            return _resolver.TraceMachine(choice) is { } kept ? _keys.Judge(kept) : null;
        }
    }

    private async ValueTask<KeyReading?> LookAtKeyOfProfileAsync(ProfileChoice choice, CancellationToken cancellationToken)
    {
        AwsProfile profile = await _resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        (KeyReading? key, CredentialSourceKind? unasked) = Peek(profile);
        return unasked is { } kind
            ? Refusal(profile, kind, RoleBacking.Of(_resolver, profile, kind, TokenOf)) is { } refusal ? throw refusal : null
            : key ?? throw _resolver.NotFound(profile.Name);
    }

    /// <summary>Reads the keys in environment variables; null if they are not used.</summary>
    /// <exception cref="KeepaliveException">One key of the pair is missing, or a key is malformed.</exception>
    internal SessionSnapshot? LookAtEnvironment(ProfileChoice choice) => _resolver.FindEnvironmentKeys(choice) is { } keys ? _judgement.Of(_keys.Judge(keys)) : null;

    /// <summary>Judges one profile that was already read, for the doctor: without the key that a client got, and without the running sign-in.</summary>
    internal SessionSnapshot Look(AwsProfile profile) => WithSession(Look(profile, TokenOf), profile);

    /// <summary>The same, but an error of the profile becomes a verdict.</summary>
    internal SessionSnapshot LookOrTell(AwsProfile profile, Func<AwsProfile, TokenStatus?> tokenOf)
    {
        KeepaliveConfiguration settings = _configuration.For(profile.Name);
        try
        {
            profile.ThrowIfInvalid();
            if (profile[SourceProfile.Key] is { Value: { Length: > 0 } other } property)
            {
                // The list shows the credential at the other profile.
                return new SessionSnapshot
                {
                    Profile = profile.Name,
                    Settings = settings,
                    Location = property.ToString(),
                    Verdict = SessionVerdict.NotAsked,
                    Note = $"uses the credential of '{other}'",
                };
            }

            SessionSnapshot snapshot = WithSession(Look(profile, tokenOf), profile);
            return snapshot.ErrorCode == KeepaliveErrorCode.CredentialNotFound ? snapshot with { Note = "no keys and no credential_process" } : snapshot;
        }
        catch (KeepaliveException exception)
        {
            return SessionJudgement.Without(profile.Name, settings, exception.Code) with { Note = exception.Message };
        }
    }

    private SessionSnapshot Look(AwsProfile profile, Func<AwsProfile, TokenStatus?> tokenOf)
    {
        (KeyReading? key, CredentialSourceKind? unasked) = Peek(profile);
        if (unasked is not { } kind)
        {
            return key is null ? SessionJudgement.Without(profile.Name, _configuration.For(profile.Name), KeepaliveErrorCode.CredentialNotFound)
                : RoleBacking.Of(_resolver, profile, key.Credential.Origin.Kind, tokenOf) is { } behind ? SessionJudgement.WithBacking(_judgement.Of(key), key, behind)
                : _judgement.Of(key);
        }

        RoleBacking? backing = RoleBacking.Of(_resolver, profile, kind, tokenOf);
        KeepaliveException? refusal = Refusal(profile, kind, backing);
        KeepaliveConfiguration settings = _configuration.For(profile.Name);
        TimeSpan? keyLeft = key is { IsRefused: false, Credential.Expiry: { } expiry } ? expiry.Instant - key.Clock.GetUtcNow() : null;
        return new SessionSnapshot
        {
            Profile = profile.Name,
            Settings = settings,
            Source = kind,
            Location = profile[KeyOf(kind)]?.ToString(),
            Remaining = keyLeft,
            TokenLeft = backing?.Token?.Left,
            MfaDevice = backing?.Mfa?.Device,
            ComesFromSignIn = backing?.Session is not null,
            Renewal = SessionJudgement.RenewalOf(kind, settings, backing),
            Left = SessionJudgement.LeftForPerson(kind, keyLeft, backing),
            ClockSkew = _resolver.Clock.Skew,
            Verdict = refusal is null ? SessionVerdict.NotAsked : SessionVerdict.Unusable,
            ErrorCode = refusal?.Code,
            Note = refusal?.Message ?? SessionJudgement.InvisibleNote(profile.Name) ?? (kind == CredentialSourceKind.AssumeRole ? backing!.Words(_resolver.Clock.GetUtcNow()) : null),
        };
    }

    /// <summary>Finds the key in the same way as an export. A key that STS has rejected is skipped if the same source or another one may have another key.</summary>
    private (KeyReading? Key, CredentialSourceKind? Unasked) Peek(AwsProfile profile)
    {
        (AwsCredential? credential, CredentialSourceKind? unasked) = _resolver.Peek(profile);
        KeyReading? key = credential is null ? null : _keys.Judge(credential);
        if (unasked is not null || key is not { IsRefused: true })
        {
            return (key, unasked);
        }

        (credential, unasked) = _resolver.Peek(profile, key.Credential.AccessKeyId);
        return (credential is null ? null : credential.AccessKeyId == key.Credential.AccessKeyId ? key : _keys.Judge(credential), unasked);
    }

    /// <summary>Finds the reason why a source would not give a key; null if only a request to the source can show it.</summary>
    private KeepaliveException? Refusal(AwsProfile profile, CredentialSourceKind kind, RoleBacking? backing) =>
        _resolver.RefusalOf(profile, kind) is { } fault ? fault
        : backing is null or { Serves: true } ? null
        : backing.Fault(profile.Name, _clock.GetUtcNow(), _resolver.Clock.GetUtcNow());

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
        snapshot = WithSession(snapshot, profile);
        bool needsNobody = snapshot is { Left: null, Renewal: SessionRenewal.Silently } || snapshot is { MaskedAccessKeyId: null, Source: not (CredentialSourceKind.SingleSignOn or CredentialSourceKind.Login or CredentialSourceKind.AssumeRole) };
        return !needsNobody && (snapshot.Left is not { } left || given > left) ? snapshot with { Left = given ?? snapshot.Left } : snapshot;
    }

    /// <summary>A client gets the session of a long-lived key. Its MFA device may need a person: then the profile can't serve, although its key is valid.</summary>
    private SessionSnapshot WithSession(SessionSnapshot snapshot, AwsProfile profile)
    {
        if (snapshot.Verdict != SessionVerdict.LongLived || _resolver.FindMfaNeed(profile) is not { } need)
        {
            return snapshot;
        }

        snapshot = snapshot with { MfaDevice = need.Device, Left = need.Left };
        return need.Left > CredentialExpiry.LastUsable ? snapshot with { Renewal = SessionRenewal.Silently } : snapshot with
        {
            Renewal = snapshot.Settings.AutoLoginSetting is null ? SessionRenewal.Person : SessionRenewal.AutoLogin,
            Verdict = SessionVerdict.Unusable,
            ErrorCode = KeepaliveErrorCode.MfaCodeNeeded,
            Note = CodeNeeded(snapshot).Message,
        };
    }

    private static KeepaliveException CodeNeeded(SessionSnapshot snapshot) => KeepaliveErrors.MfaCodeNeeded(snapshot.Profile!, MfaCodes.NameOf(snapshot.MfaDevice!));

    private TokenStatus? TokenOf(AwsProfile profile) => SignInSessions.StatusOf(_environment, RoleChain.BaseOf(profile), _clock);

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

    private static string KeyOf(CredentialSourceKind kind) => kind switch
    {
        CredentialSourceKind.SingleSignOn => "sso_account_id",
        CredentialSourceKind.LongTermKeys => "aws_mfa_device",
        _ => CredentialSources.Of(kind).NamingKeys[0],
    };
}
