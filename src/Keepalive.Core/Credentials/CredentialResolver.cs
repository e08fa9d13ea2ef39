using System.Runtime.CompilerServices;
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
    private readonly SourceOrder _sources;
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
        _sources = new SourceOrder(SourcesInOrder(), configuration, Clock);
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
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    internal async ValueTask<AwsCredential> ResolveAsync(ProfileChoice choice, string? refusedKey, Deadline deadline, CancellationToken cancellationToken)
    {
        if (FindEnvironmentKeys(choice) is { } fromEnvironment)
        {
            return fromEnvironment;
        }

        try
        {
            AwsProfile profile = await ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
            Trace?.Begin(profile, refusedKey, _sources.Kinds(profile));
            return await _sources.AskAsync(_sources.Of(profile), RequestFor(profile, refusedKey, deadline), Trace, cancellationToken).ConfigureAwait(false) ?? throw NotFound(profile.Name);
        }
        catch (KeepaliveException nothing) when (Fallback.Find(choice, nothing) is { } source)
        {
            return await Fallback.GetAsync(source, nothing, () => RequestFor(WithoutFiles(choice), refusedKey, deadline), cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException signedOut) when (KeepaliveErrors.AsksForSignIn(signedOut) && choice.Name != Choose(requested: null).Name)
        {
            throw KeepaliveErrors.WithProfile(signedOut, choice.Name);
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
        await _sources.AskAsync(
            _sources.OfBase(chain.Base!), RequestFor(chain.Base!, request.RefusedKey, request.Deadline) with { Person = request.Person }, trace: null, cancellationToken).ConfigureAwait(false)
        ?? throw KeepaliveErrors.RoleSourceEmpty(request.Profile.Name, chain.Base!.Name, chain.Names);

    /// <inheritdoc/>
    KeepaliveException? IRoleBases.FindFault(RoleChain chain, AwsProfile inUse)
    {
        if (chain.NamedSource is not null)
        {
            return null;
        }

        ICredentialSource[] sources = [.. _sources.OfBase(chain.Base!)];
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

    private MachineFallback Fallback => new(_machine, Trace);

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

    /// <summary>Reads the chosen profile from both files. With a web identity in environment variables, the profile <c>default</c> need not exist.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
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
            return EnvironmentWebIdentity.Apply(choice, WithoutFiles(choice), _environment);
        }
    }

    /// <summary>A profile that neither file has.</summary>
    private AwsProfile WithoutFiles(ProfileChoice choice) =>
        new(choice.Name, ProfileFiles.Read(ProfileFileLocations.Find(_environment), Clock.Machine), config: null, credentials: null);

    /// <summary>
    /// The facts of a profile without a process and without the network: the credential that would be exported, or the
    /// source that would have to be asked for it, with the saved credential that can't be used any more; neither when the profile names none.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="refusedKey">A key that AWS no longer takes; null for none.</param>
    /// <exception cref="KeepaliveException">What is there can't be a credential.</exception>
    internal (AwsCredential? Credential, CredentialSourceKind? Unasked) Peek(AwsProfile profile, string? refusedKey = null)
    {
        Trace?.Begin(profile, refusedKey, _sources.Kinds(profile));
        return _sources.Peek(_sources.Of(profile), profile, refusedKey, Trace);
    }

    /// <summary>The same for a profile at the end of a chain of roles; null and null where what is there can't be a credential.</summary>
    internal (AwsCredential? Credential, CredentialSourceKind? Unasked) PeekBase(AwsProfile profile)
    {
        try
        {
            return _sources.Peek(_sources.OfBase(profile), profile, refusedKey: null, trace: null);
        }
        catch (KeepaliveException)
        {
            return (null, null);
        }
    }

    /// <summary>The code that a person has to give before a credential can be had again; null if no person is needed for that. Only reads files.</summary>
    /// <param name="profile">The profile in use.</param>
    internal MfaNeed? FindMfaNeed(AwsProfile profile) => new MfaNeedFinder(_environment, this, _sessions).Find(profile);

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

    /// <summary>The error that the profile's source has for certain; null if none is known, or when no source is asked.</summary>
    /// <exception cref="KeepaliveException">What is there can't be a credential.</exception>
    internal KeepaliveException? FindRefusal(AwsProfile profile) => Peek(profile) is (_, { } kind) ? RefusalOf(profile, kind) : null;

    /// <summary>The same for a source that would have to be asked.</summary>
    internal KeepaliveException? RefusalOf(AwsProfile profile, CredentialSourceKind kind) =>
        _sources.Of(profile).FirstOrDefault(source => source.Kind == kind)?.FindFault(profile);

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
