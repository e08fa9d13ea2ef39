using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Logging;
using Keepalive.Login;
using Keepalive.Profiles;
using Keepalive.SecurityTokens;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Sessions;

/// <summary>Tells what a profile has, until when and from where.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Our own settings.</param>
/// <param name="clock">The time.</param>
public sealed class SessionInspector(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock)
{
    /// <summary>A session that ends within this time ends soon; cc-aws-keepalive's <c>warnMinutes</c> has the same default.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(30);

    /// <summary>Where an end is in doubt; without an answer it counts as it is told.</summary>
    private static readonly TimeSpan VerificationBound = TimeSpan.FromSeconds(2);

    private readonly CredentialResolver _resolver = new(environment, configuration, clock) { Caller = LogCaller.Status };
    private readonly RememberedStanding _remembered = new(environment, clock);

    internal IKeyVerifier? Verifier { get; init; }

    private EndInDoubt Doubt => new(_remembered, _resolver.Clock);

    /// <summary>One profile, its source asked (a <c>credential_process</c> is run).</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">The profile gives no credential at all.</exception>
    public async Task<SessionReport> InspectAsync(string? requested, Deadline deadline, CancellationToken cancellationToken)
    {
        ProfileChoice choice = _resolver.Choose(requested);
        AwsCredential credential = await _resolver.ResolveAsync(choice, deadline, cancellationToken).ConfigureAwait(false);
        credential = await Doubt.SettleAsync(credential, key => AskAsync(choice, key, deadline, cancellationToken), alsoCertain: false).ConfigureAwait(false);
        return Describe(credential) with { ChosenBy = SourceProfile.Through(choice, credential.Profile ?? choice.Name).ChosenBy };
    }

    /// <summary>The sign-in of a profile that runs at this moment; null when none does. Reads files alone.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SignInGlance?> FindSignInAsync(string? requested, CancellationToken cancellationToken)
    {
        try
        {
            AwsProfile profile = await _resolver.ReadProfileAsync(_resolver.Choose(requested), cancellationToken).ConfigureAwait(false);
            return SignInGlance.Read(environment, profile, clock) is { IsRunning: true } running ? running : null;
        }
        catch (KeepaliveException)
        {
            return null; // Without a profile there is no sign-in.
        }
    }

    /// <summary>Why the automatic login of a profile does not start by itself; null when nothing is in its way. The profile need not exist yet.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AutoLoginHold?> FindHoldAsync(string? requested, CancellationToken cancellationToken)
    {
        ProfileChoice choice = _resolver.Choose(requested);
        try
        {
            return HoldOf((await _resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false)).Name);
        }
        catch (KeepaliveException)
        {
            return HoldOf(choice.Name);
        }
    }

    /// <summary>Asks like <see cref="InspectAsync"/> and refuses whatever would not carry a request.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="minimumRemaining">The time that has to be left; a credential without a known end passes.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">CredentialExpired, or the reason why there is none.</exception>
    public async Task<SessionReport> RequireAsync(string? requested, TimeSpan minimumRemaining, Deadline deadline, CancellationToken cancellationToken)
    {
        SessionReport report = await InspectAsync(requested, deadline, cancellationToken).ConfigureAwait(false);
        return report.Lasts(minimumRemaining)
            ? report
            : throw KeepaliveErrors.CredentialExpired(report.Profile ?? ProfileWords.Environment, report.Expires!.Value, report.ExpirySource!, _resolver.Clock.GetUtcNow());
    }

    /// <summary>Every profile of both files. Starts no process and uses no network.</summary>
    /// <exception cref="KeepaliveException">A file can't be read at all.</exception>
    public IEnumerable<SessionReport> InspectAll()
    {
        ProfileFiles files = ProfileFiles.Read(ProfileFileLocations.Find(environment), clock);
        IEnumerable<SessionReport> reports = files.All().Select(Inspect);
        return LoginBreaker.HasTripped(environment) ? reports.Select(report => report with { Hold = HoldOf(report.Profile!) }) : reports;
    }

    private AutoLoginHold? HoldOf(string profile) => AutoLoginHold.Find(environment, configuration.For(profile), profile, clock);

    private async ValueTask<KeyStanding> AskAsync(ProfileChoice choice, AwsCredential credential, Deadline deadline, CancellationToken cancellationToken)
    {
        AwsProfile? profile = credential.Profile is null ? null : await _resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        TimeSpan bound = deadline.Remaining < VerificationBound ? deadline.Remaining : VerificationBound;
        KeyStanding standing = await (Verifier ?? new StsVerifier(environment, _resolver.Clock)).VerifyAsync(credential, profile, bound, cancellationToken).ConfigureAwait(false);
        _remembered.Write(credential.AccessKeyId, standing, keyEnds: null);
        return standing;
    }

    private SessionReport Inspect(AwsProfile profile)
    {
        try
        {
            profile.ThrowIfInvalid();
            if (profile[SourceProfile.Key] is { Value: { Length: > 0 } other })
            {
                return StandsFor(profile, other);
            }

            return _resolver.Peek(profile) switch
            {
                ({ } credential, _) => Describe(Doubt.Judge(credential)),
                (null, { } unasked) => NotAsked(profile, unasked),
                _ => new SessionReport
                {
                    Profile = profile.Name,
                    Verdict = SessionVerdict.Unusable,
                    ErrorCode = KeepaliveErrorCode.CredentialNotFound,
                    Note = "no keys and no credential_process",
                },
            };
        }
        catch (KeepaliveException exception)
        {
            return new SessionReport { Profile = profile.Name, Verdict = SessionVerdict.Unusable, ErrorCode = exception.Code, Note = exception.Message };
        }
    }

    /// <summary>What it has is listed at the other's name.</summary>
    private static SessionReport StandsFor(AwsProfile profile, string other) => new()
    {
        Profile = profile.Name,
        Location = profile[SourceProfile.Key]!.ToString(),
        Verdict = SessionVerdict.NotAsked,
        Note = $"stands for '{other}'",
    };

    private static SessionReport NotAsked(AwsProfile profile, CredentialSourceKind kind) => new()
    {
        Profile = profile.Name,
        Source = kind,
        Location = profile[KeyOf(kind)]?.ToString(),
        Verdict = SessionVerdict.NotAsked,
        Note = InvisibleNote(profile.Name),
    };

    private static string KeyOf(CredentialSourceKind kind) => kind switch
    {
        CredentialSourceKind.SingleSignOn => "sso_account_id",
        _ => CredentialSources.Of(kind).NamingKeys[0],
    };

    private static string? InvisibleNote(string? profile) => profile is null || ProfileName.IsPortable(profile)
        ? null
        : "Claude Code's own AWS SDK can't see a profile of this name; awsCredentialExport can hand it over";

    private SessionReport Describe(AwsCredential credential)
    {
        DateTimeOffset now = _resolver.Clock.GetUtcNow();
        return new SessionReport
        {
            Profile = credential.Profile,
            Source = credential.Origin.Kind,
            Location = credential.Origin.Location,
            MaskedAccessKeyId = credential.MaskedAccessKeyId,
            Expires = credential.Expiry?.Instant,
            ExpirySource = credential.Expiry?.Source,
            ExpiryDoubt = credential.Expiry?.Doubt ?? credential.ExpiryFault,
            Remaining = credential.Expiry?.Instant - now,
            ClockSkew = _resolver.Clock.Skew,
            Verdict = Judge(credential, now),
            Note = InvisibleNote(credential.Profile),
        };
    }

    private static SessionVerdict Judge(AwsCredential credential, DateTimeOffset now) => credential switch
    {
        { Expiry: { } expiry } when expiry.HasExpired(now) => SessionVerdict.Expired,
        { Expiry: { } expiry } => expiry.Instant - now < Soon ? SessionVerdict.EndsSoon : SessionVerdict.Valid,
        { SessionToken: null } => SessionVerdict.LongLived,
        _ => SessionVerdict.Unknown,
    };
}
