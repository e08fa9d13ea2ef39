using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Diagnostics.Facts;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>
/// Explains how a credential is found, by finding it: with the same calls as an export for Claude Code, which notes its own
/// steps. Nothing is exported, and no export is recorded.
/// </summary>
public static class Explainer
{
    /// <summary>Finds and explains. Whatever keeps an export from succeeding is an answer here, not an error.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the work, and every process it started.</param>
    public static async Task<CredentialExplanation> ExplainAsync(
        SystemEnvironment environment, ExplanationOptions options, Deadline deadline, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        var context = new ExplanationContext
        {
            Environment = environment,
            Clock = AwsClock.Read(environment, clock),
            Configuration = KeepaliveConfiguration.Default,
            Options = options,
            Choice = null,
            Trace = new ResolutionTrace(),
            Credential = null,
            Told = null,
            Fault = null,
            Settings = [],
        };
        try
        {
            context = context with { Configuration = ConfigurationFile.Read(environment, clock) };
            context = context with { Choice = ProfileChoice.Make(options.Profile, environment, context.Configuration.Profile, context.Configuration.Policy?.PinnedProfile) };
            context = options.IsOffline
                ? await PeekAsync(context, cancellationToken).ConfigureAwait(false)
                : await ExportAsync(context, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException fault)
        {
            context = context with { Fault = fault, Credential = context.Trace.Found };
        }

        return await MakeAsync(context with { Settings = ReadSettings(environment, options, clock) }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ExplanationContext> ExportAsync(ExplanationContext context, Deadline deadline, CancellationToken cancellationToken)
    {
        var export = new CredentialExport(context.Environment, context.Configuration, context.Clock.Machine, context.Trace);
        AwsCredential told = await export.FindAsync(context.Choice!, CredentialFormat.Claude, deadline, cancellationToken).ConfigureAwait(false);
        return context with { Told = told, Credential = context.Trace.Found };
    }

    private static async Task<ExplanationContext> PeekAsync(ExplanationContext context, CancellationToken cancellationToken)
    {
        var reader = new SessionReader(context.Environment, context.Configuration, context.Clock.Machine, context.Trace);
        if (await reader.Files.KeyAsync(context.Choice!, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            return context;
        }

        AwsCredential credential = key.Credential;
        KeepaliveException? fault = !key.HasEnded && credential is { SessionToken: null, Profile: null } ? KeepaliveErrors.LongLivedKeyRefused(ProfileWords.Environment) : key.Fault;
        if (fault is null && credential.SessionToken is null)
        {
            return context with { Credential = credential }; // AWS gives the session that Claude Code gets.
        }

        return fault is not null
            ? context with { Credential = credential, Fault = fault }
            : context with
            {
                Credential = credential,
                Told = ClientExpiration.Apply(credential.AtEarliest(key.Clock.GetUtcNow()).OnMachineClock(key.Clock), context.Clock.Machine.GetUtcNow()),
            };
    }

    private static IReadOnlyList<ClaudeSettings> ReadSettings(SystemEnvironment environment, ExplanationOptions options, TimeProvider clock)
    {
        try
        {
            return ClaudeSettings.ReadAll(environment, options.WorkingDirectory, clock);
        }
        catch (KeepaliveException)
        {
            return []; // Without a home there are none.
        }
    }

    private static async Task<CredentialExplanation> MakeAsync(ExplanationContext context, CancellationToken cancellationToken) => new()
    {
        Profile = context.Trace.FromEnvironment is null ? context.Profile?.Name ?? context.Choice?.Name : null,
        ChosenBy = ProfileSteps.ChosenBy(context),
        IsOffline = context.Options.IsOffline,
        Source = context.Credential?.Origin.Kind,
        KeyEnding = context.Credential is { } credential ? ExplanationContext.Ending(credential) : null,
        Expires = context.Credential?.Expiry?.Instant,
        ClientIsTold = context.Told?.Expiry?.Instant,
        ErrorCode = context.Fault?.Code,
        Steps =
        [
            .. ProfileSteps.Of(context),
            .. FileSteps.Of(context),
            .. SourceSteps.Of(context),
            .. await SignInSteps.OfAsync(context, cancellationToken).ConfigureAwait(false),
            .. await ConsoleLoginSteps.OfAsync(context, cancellationToken).ConfigureAwait(false),
            .. ExpirySteps.Of(context),
            .. RegionSteps.Of(context),
            .. StandingSteps.Of(context),
            .. RenewalSteps.Of(context),
            .. ClientSteps.Of(context),
        ],
        Sentence = ClientSteps.Sentence(context),
    };
}
