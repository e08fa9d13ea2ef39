using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Logging;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Secrets;
using Keepalive.Workers;

namespace Keepalive.Credentials;

/// <summary>
/// Finds the credential of a profile. Where a profile names several sources, the order is: roles (another identity
/// than the keys beside them), keys that have not expired, the long-lived keys behind them, IAM Identity Center, <c>aws login</c>,
/// <c>credential_process</c>, expired keys. Reasons: docs/decisions/0018-precedence-of-sources.md.
/// </summary>
public sealed class CredentialResolver : IRoleBases
{
    private readonly SystemEnvironment _environment;
    private readonly KeepaliveConfiguration _configuration;
    private readonly ICredentialSource[] _sources;
    private readonly MfaCodes _codes;
    private readonly SessionTokens _sessions;
    private readonly MachineCredentials _machine;

    /// <summary>Prepares; reads nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="configuration">Our own settings.</param>
    /// <param name="clock">The machine's clock.</param>
    public CredentialResolver(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock)
    {
        _environment = environment;
        _configuration = configuration;
        Clock = AwsClock.Read(environment, clock);
        _codes = MakeCodes();
        _sessions = new SessionTokens(environment, Connect, _codes, Clock);
        _machine = new MachineCredentials(environment, Clock);
        _sources = SourcesInOrder();
    }

    /// <summary>AWS's time, by which a credential is judged.</summary>
    public AwsClock Clock { get; }

    /// <summary>On whose behalf it finds, for the log.</summary>
    internal LogCaller Caller { get; init; }

    /// <summary>The program of the workers; null where this process is one, and where none is known.</summary>
    internal IWorkerProgram? Workers { get; set; }

    /// <summary>Gives STS for a profile; a test has its own.</summary>
    internal Func<AwsProfile, ISecurityTokens>? SecurityTokens { get; init; }

    /// <summary>Gives the service of <c>aws login</c> for a profile; a test has its own.</summary>
    internal Func<AwsProfile, IConsoleSignIn>? ConsoleSignIn { get; init; }

    /// <summary>Asks a person for a code; where no person can be asked, a code must be stored.</summary>
    internal IPersonPrompt Prompt { get; init; } = new UnavailablePrompt("a helper of Claude Code has no terminal");

    /// <summary>Opens the store of secrets; null for the one in the settings.</summary>
    internal Func<KeepaliveConfiguration, SecretKeeper>? OpenStore { get; init; }

    /// <summary>Records the steps; null: not needed.</summary>
    internal ResolutionTrace? Trace { get; init; }

    /// <summary>The profile that is used if the caller asks for <paramref name="requested"/> or for none.</summary>
    /// <param name="requested">A name, or null.</param>
    public ProfileChoice Choose(string? requested) => ProfileChoice.Make(requested, _environment, _configuration.Profile, _configuration.Policy?.PinnedProfile);

    /// <summary>
    /// Finds the credential, expired or not. Completes without waiting if it is in a file that no program is writing.
    /// </summary>
    /// <param name="choice">The profile.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the work, and every process it started.</param>
    /// <exception cref="KeepaliveException">There is none, with the reason.</exception>
    public ValueTask<AwsCredential> ResolveAsync(ProfileChoice choice, Deadline deadline, CancellationToken cancellationToken) =>
        ResolveAsync(choice, refusedKey: null, deadline, cancellationToken);

    /// <summary>The same after AWS has rejected a key: every source that can gives another one.</summary>
    internal async ValueTask<AwsCredential> ResolveAsync(ProfileChoice choice, string? refusedKey, Deadline deadline, CancellationToken cancellationToken)
    {
        if (FindEnvironmentKeys(choice) is { } fromEnvironment)
        {
            return fromEnvironment;
        }

        try
        {
            AwsProfile profile = await ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
            Trace?.Begin(profile, refusedKey, _sources.Select(source => (source.Kind, source.IsNamedBy(profile))));
            return await AskAsync(SourcesOf(profile), RequestFor(profile, refusedKey, deadline), Trace, cancellationToken).ConfigureAwait(false) ?? throw NotFound(profile.Name);
        }
        catch (KeepaliveException nothing) when (FindMachine(choice, nothing) is { } source)
        {
            return await OfMachineAsync(choice, source, nothing, refusedKey, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The container or instance that gives the credential, because the caller has set no profile and <c>default</c> has no source; null if none may be asked.</summary>
    private string? FindMachine(ProfileChoice choice, KeepaliveException nothing) =>
        !choice.IsNamed && nothing.Code is KeepaliveErrorCode.ProfileNotFound or KeepaliveErrorCode.CredentialNotFound && nothing.Target == choice.Name ? _machine.Default : null;

    /// <summary>A container is asked because its variables are set. Whether this is an instance is only told by its answer, so without one the first error counts.</summary>
    private async ValueTask<AwsCredential> OfMachineAsync(
        ProfileChoice choice, string source, KeepaliveException nothing, string? refusedKey, Deadline deadline, CancellationToken cancellationToken)
    {
        if (source == MachineCredentials.Instance && _machine.LastFailure(source, choice.Name) is not null)
        {
            throw nothing;
        }

        Trace?.AsksMachine();
        try
        {
            CredentialRequest request = RequestFor(new AwsProfile(choice.Name, ProfileFiles.Read(ProfileFileLocations.Find(_environment), Clock.Machine), config: null, credentials: null), refusedKey, deadline);
            AwsCredential credential = await _machine.GetAsync(source, request, cancellationToken).ConfigureAwait(false);
            Trace?.AnsweredMachine(credential);
            return credential;
        }
        catch (KeepaliveException exception) when (source == MachineCredentials.Instance && exception.Code == KeepaliveErrorCode.MachineCredentialMissing)
        {
            throw nothing;
        }
    }

    /// <summary>
    /// The kept credential of the machine for a caller who has set no profile, expired or not; null and false if the machine gives none, or if only its answer
    /// can tell that it is an EC2 instance.
    /// </summary>
    internal (AwsCredential? Kept, bool IsSource) PeekMachine(ProfileChoice choice) =>
        choice.IsNamed || _machine.Default is not { } source ? (null, false)
        : _machine.Peek(source, choice.Name) is var kept ? (kept, kept is not null || source == MachineCredentials.Container) : default;

    /// <inheritdoc/>
    ValueTask<AwsCredential> IRoleBases.GetAsync(RoleChain chain, CredentialRequest request, CancellationToken cancellationToken) => chain switch
    {
        { NamedSource: { Unquoted: "Environment" } place } => ValueTask.FromResult(
            EnvironmentKeys.Find(_environment, Clock) ?? throw KeepaliveErrors.EnvironmentSourceEmpty(request.Profile.Name, chain.Names, place.ToString())),
        { NamedSource: { } named } => _machine.GetAsync(named.Unquoted, request, cancellationToken),
        _ => OfBaseAsync(chain, request, cancellationToken),
    };

    private async ValueTask<AwsCredential> OfBaseAsync(RoleChain chain, CredentialRequest request, CancellationToken cancellationToken) =>
        await AskAsync(
            BaseSourcesOf(chain.Base!), RequestFor(chain.Base!, request.RefusedKey, request.Deadline) with { Person = request.Person }, trace: null, cancellationToken).ConfigureAwait(false)
        ?? throw KeepaliveErrors.RoleSourceEmpty(request.Profile.Name, chain.Base!.Name, chain.Names);

    /// <inheritdoc/>
    KeepaliveException? IRoleBases.FindFault(RoleChain chain, AwsProfile inUse)
    {
        if (chain.NamedSource is not null)
        {
            return null;
        }

        ICredentialSource[] sources = [.. BaseSourcesOf(chain.Base!)];
        if (sources.Length == 0)
        {
            return KeepaliveErrors.RoleSourceEmpty(inUse.Name, chain.Base!.Name, chain.Names);
        }

        try
        {
            _ = sources[0].Peek(chain.Base!, _configuration.For(chain.Base!.Name).ExpirationField);
            return sources[0].FindFault(chain.Base!);
        }
        catch (KeepaliveException fault)
        {
            return fault;
        }
    }

    private CredentialRequest RequestFor(AwsProfile profile, string? refusedKey, Deadline deadline)
    {
        KeepaliveConfiguration settings = _configuration.For(profile.Name);
        return new CredentialRequest(profile, settings.ExpirationField, deadline)
        {
            RenewAhead = settings.EarlyRefresh,
            RefusedKey = refusedKey,
            Caller = Caller,
            Workers = Workers,
        };
    }

    /// <summary>Asks sources one after the other: the first credential that may be used, otherwise the first one that has expired, otherwise null.</summary>
    private async ValueTask<AwsCredential?> AskAsync(
        IEnumerable<ICredentialSource> sources, CredentialRequest request, ResolutionTrace? trace, CancellationToken cancellationToken)
    {
        AwsCredential? expired = null;
        foreach (ICredentialSource source in sources)
        {
            trace?.Asks(source.Kind);
            AwsCredential credential = await source.GetAsync(request, cancellationToken).ConfigureAwait(false);
            bool isTaken = credential.AccessKeyId != request.RefusedKey && (credential.Expiry is not { } expiry || !expiry.HasExpired(Clock.GetUtcNow()));
            trace?.Answered(source.Kind, credential, isTaken);
            if (isTaken)
            {
                return credential;
            }

            expired ??= credential;
        }

        return expired;
    }

    /// <summary>Reads the chosen profile from both files. With a web identity in environment variables, the profile <c>default</c> need not exist.</summary>
    internal async ValueTask<AwsProfile> ReadProfileAsync(ProfileChoice choice, CancellationToken cancellationToken)
    {
        ProfileFileLocations locations = ProfileFileLocations.Find(_environment);
        var reader = new ProfileReader(locations, Clock.Machine, _configuration.For(choice.Name).ExpirationField);
        if (!EnvironmentWebIdentity.IsSet(choice, _environment))
        {
            return await reader.ReadAsync(choice, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return EnvironmentWebIdentity.Apply(choice, await reader.ReadAsync(choice, cancellationToken).ConfigureAwait(false), _environment);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.ProfileNotFound)
        {
            return EnvironmentWebIdentity.Apply(
                choice, new AwsProfile(choice.Name, ProfileFiles.Read(locations, Clock.Machine), config: null, credentials: null), _environment);
        }
    }

    /// <summary>
    /// The facts of a profile without a process and without the network: the credential that would be exported, or the
    /// source that would have to be asked for it, with the saved credential that can't be used any more; neither when the profile names none.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="refusedKey">A key that AWS no longer takes; null for none.</param>
    /// <exception cref="KeepaliveException">What is there can't be a credential.</exception>
    internal (AwsCredential? Credential, CredentialSourceKind? Unasked) Peek(AwsProfile profile, string? refusedKey = null)
    {
        Trace?.Begin(profile, refusedKey, _sources.Select(source => (source.Kind, source.IsNamedBy(profile))));
        return Peek(SourcesOf(profile), profile, refusedKey, Trace);
    }

    /// <summary>The same for a profile at the end of a chain of roles; null and null where what is there can't be a credential.</summary>
    internal (AwsCredential? Credential, CredentialSourceKind? Unasked) PeekBase(AwsProfile profile)
    {
        try
        {
            return Peek(BaseSourcesOf(profile), profile, refusedKey: null, trace: null);
        }
        catch (KeepaliveException)
        {
            return (null, null);
        }
    }

    /// <summary>
    /// The code that a person has to give before the roles of a profile, or the session of its long-lived keys, can be had again; null if no person is needed
    /// for that. Only reads files. The same rules as in <see cref="AssumedRoleSource"/>: a long-lived key gets one MFA session for all roles, and a role that
    /// refuses the session needs a code with each request.
    /// </summary>
    /// <param name="profile">The profile in use.</param>
    internal MfaNeed? FindMfaNeed(AwsProfile profile)
    {
        RoleChain? chain = RoleChain.IsNamedBy(profile) ? RoleChain.Read(profile) : null;
        if (chain is { Fault: not null })
        {
            return null;
        }

        AwsProfile end = chain?.Base ?? profile;
        RoleHop? role = chain?.Hops[^1];
        AwsProfile[] profiles = [.. new[] { profile, role?.Profile, end }.OfType<AwsProfile>().DistinctBy(static one => one.Name)];
        try
        {
            if (chain?.NamedSource is null && LongTermKeys.Find(end) is { } found)
            {
                return _sessions.FindNeed(profile, LongTermKeySource.KeyOf(found), found.Device.Unquoted, [.. profiles, found.Profile]);
            }

            string? serial = role?.MfaSerial ?? (chain?.NamedSource is null ? LongTermKeys.DeviceOf(end)?.Unquoted : null);
            AwsCredential? key = chain?.NamedSource is not null ? FindKeysFor(chain) : PeekBase(end).Credential;
            MfaNeed? need = serial is not null && key is { SessionToken: null } ? _sessions.FindNeed(profile, key, serial, profiles) : null;
            return need is not null && role is not null && new RoleMfa(_environment, role.Arn, key!.AccessKeyId, Clock.Machine).IsDirect ? need with { Left = TimeSpan.Zero, IsOfRole = true } : need;
        }
        catch (KeepaliveException)
        {
            return null; // An export tells the fault of the key.
        }
    }

    /// <summary>The kept credential of the machine, noted for an explanation; null if it has ended, so that the machine would have to be asked.</summary>
    internal AwsCredential? TraceMachine(ProfileChoice choice)
    {
        if (PeekMachine(choice).Kept is not { Expiry: { } expiry } kept || expiry.HasExpired(Clock.GetUtcNow()))
        {
            Trace?.MachineNotAsked();
            return null;
        }

        Trace?.AnsweredMachine(kept);
        return kept;
    }

    /// <summary>The keys of the environment for a role whose <c>credential_source</c> is Environment; null if they are not there or can't be keys.</summary>
    internal AwsCredential? FindKeysFor(RoleChain chain)
    {
        try
        {
            return chain.NamedSource?.Unquoted is not { } named ? null
                : named == "Environment" ? EnvironmentKeys.Find(_environment, Clock)
                : _machine.Peek(named, chain.Hops[0].Profile.Name);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    private (AwsCredential? Credential, CredentialSourceKind? Unasked) Peek(
        IEnumerable<ICredentialSource> sources, AwsProfile profile, string? refusedKey, ResolutionTrace? trace)
    {
        AwsCredential? expired = null;
        foreach (ICredentialSource source in sources)
        {
            trace?.Asks(source.Kind);
            AwsCredential? credential = source.Peek(profile, _configuration.For(profile.Name).ExpirationField);
            bool isTaken = credential is not null && credential.AccessKeyId != refusedKey && (credential.Expiry is not { } expiry || !expiry.HasExpired(Clock.GetUtcNow()));
            if (credential is null || (!isTaken && source.GivesAnother))
            {
                trace?.NotAsked(source.Kind);
                return (credential, source.Kind);
            }

            trace?.Answered(source.Kind, credential, isTaken);
            if (isTaken)
            {
                return (credential, null);
            }

            expired ??= credential;
        }

        return (expired, null);
    }

    /// <summary>The error that the profile's source has for certain; null if none is known, or when no source is asked.</summary>
    /// <exception cref="KeepaliveException">What is there can't be a credential.</exception>
    internal KeepaliveException? FindRefusal(AwsProfile profile) => Peek(profile) is (_, { } kind) ? RefusalOf(profile, kind) : null;

    /// <summary>The same for a source that would have to be asked.</summary>
    internal KeepaliveException? RefusalOf(AwsProfile profile, CredentialSourceKind kind) =>
        SourcesOf(profile).FirstOrDefault(source => source.Kind == kind)?.FindFault(profile);

    /// <summary>The keys of the environment, if they are used: no profile is named. Null where they don't, or are not there.</summary>
    /// <exception cref="KeepaliveException">Half a pair, or malformed.</exception>
    internal AwsCredential? FindEnvironmentKeys(ProfileChoice choice)
    {
        AwsCredential? keys = choice.IsNamed ? null : EnvironmentKeys.Find(_environment, Clock);
        if (keys is not null)
        {
            Trace?.TookEnvironment(keys);
        }

        return keys;
    }

    /// <summary>The profile names no source.</summary>
    internal KeepaliveException NotFound(string profile) => KeepaliveErrors.CredentialNotFound(profile, Places(ProfileFileLocations.Find(_environment)));

    /// <summary>The kinds of source that a profile names, in the order they are asked.</summary>
    private IEnumerable<ICredentialSource> SourcesOf(AwsProfile profile) => _sources.Where(source => source.IsNamedBy(profile));

    private static string Places(ProfileFileLocations locations) => $"{locations.Credentials} or {locations.Config}";

    /// <summary>
    /// The temporary session of a long-lived key, which Claude Code takes in its place. With <c>mfa_serial</c> in the profile, AWS treats it as authenticated by MFA.
    /// </summary>
    /// <exception cref="KeepaliveException">There is none, with the reason.</exception>
    internal async ValueTask<AwsCredential> GetSessionAsync(
        ProfileChoice choice, AwsCredential key, string? refusedKey, Deadline deadline, CancellationToken cancellationToken, Func<AwsProfile, string?>? deviceOf = null)
    {
        AwsProfile profile = await ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        string? serial = deviceOf is null ? LongTermKeys.DeviceOf(profile)?.Unquoted : deviceOf(profile);
        return await _codes.RunAsync(
            RequestFor(profile, refusedKey, deadline), request => _sessions.GetAsync(request, key, serial, [profile], cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, kept and without a request; null if there is none.</summary>
    internal AwsCredential? PeekSession(AwsProfile profile, AwsCredential key, string? serial) => _sessions.Peek(profile, key, serial);

    /// <summary>The sources that can stand at the end of a chain of roles.</summary>
    private IEnumerable<ICredentialSource> BaseSourcesOf(AwsProfile profile) => SourcesOf(profile).Where(static source => source.Kind != CredentialSourceKind.AssumeRole);

    private ISecurityTokens Connect(AwsProfile profile) => SecurityTokens?.Invoke(profile) ?? new SecurityTokenClient(_environment, profile, Clock);

    private MfaCodes MakeCodes() => new(
        _environment, _configuration, () => Prompt, settings => OpenStore?.Invoke(settings) ?? SecretKeeper.Open(_environment, settings, store: null, Clock.Machine), Clock);

    private ICredentialSource[] SourcesInOrder() =>
    [
        new AssumedRoleSource(_environment, Connect, this, Clock, _sessions, _codes),
        new WebIdentitySource(_environment, Connect, Clock),
        new StaticKeySource(_environment, Clock),
        new LongTermKeySource(_sessions, _codes),
        new SingleSignOnSource(_environment, (profile, session) => new IdentityCenterClient(_environment, profile, session, Clock), Clock),
        new LoginSource(_environment, profile => ConsoleSignIn?.Invoke(profile) ?? new ConsoleSignInClient(_environment, profile, Clock), Clock),
        new CredentialProcessSource(_environment),
    ];
}
