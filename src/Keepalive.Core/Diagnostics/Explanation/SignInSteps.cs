using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.Diagnostics.Facts;
using Keepalive.IdentityCenter;
using Keepalive.Tokens;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The sign-in to IAM Identity Center that the profile names: its values, its token file and why it is called so, the kept role.</summary>
internal static class SignInSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.SignIn;

    private static readonly string[] s_values = ["sso_start_url", "sso_region", "sso_registration_scopes"];

    public static async Task<IReadOnlyList<ExplanationStep>> OfAsync(ExplanationContext context, CancellationToken cancellationToken)
    {
        if (context.Profile is not { } profile || SsoUse.Of(profile) is not { } use)
        {
            return [];
        }

        // If the keys of a file are used, the state of the sign-in has no effect now.
        bool isReached = context.Trace.Sources.Any(source => source is { Kind: CredentialSourceKind.SingleSignOn, Fate: not (SourceFate.NotReached or SourceFate.NotNamed) });
        IReadOnlyList<ExplanationStep> steps = await StepsAsync(context, profile, use, cancellationToken).ConfigureAwait(false);
        return isReached ? steps : [.. steps.Select(step => step.Mark == ExplanationMark.PassedOver ? step : step with { Mark = ExplanationMark.Note })];
    }

    private static async Task<IReadOnlyList<ExplanationStep>> StepsAsync(ExplanationContext context, AwsProfile profile, SsoUse use, CancellationToken cancellationToken)
    {
        List<ExplanationStep> steps =
        [
            .. s_values.Where(name => use.Find(name) is not null)
                .Select(name => Step(Topic, ExplanationMark.Counts, $"{name} = {Shown(name, use.Find(name)!.Value)}", use.Find(name))),
        ];
        steps.AddRange(Contradictions(use));
        if (use.Session is not { } session)
        {
            steps.Add(Step(Topic, ExplanationMark.Trouble, use is { IsLegacy: false, Section: null }
                ? $"there is no section [sso-session {use.SessionName}]"
                : use.Fault!, profile["sso_session"] ?? profile["sso_start_url"]));
            return steps;
        }

        try
        {
            steps.Add(await TokenAsync(context, use, session, cancellationToken).ConfigureAwait(false));
            if (Role(context, profile) is { } role)
            {
                steps.Add(role);
            }
        }
        catch (KeepaliveException fault)
        {
            steps.Add(Step(Topic, ExplanationMark.Trouble, fault.Message));
        }

        return steps;
    }

    /// <summary>Values that the profile repeats; with an sso-session they are ignored.</summary>
    private static IEnumerable<ExplanationStep> Contradictions(SsoUse use) => use.IsLegacy ? [] : s_values
        .Where(name => use.Profile[name] is not null)
        .Select(name => Step(Topic, ExplanationMark.PassedOver, $"{name} of the profile: the value in its sso_session is used", use.Profile[name]));

    private static async Task<ExplanationStep> TokenAsync(ExplanationContext context, SsoUse use, SsoSession session, CancellationToken cancellationToken)
    {
        TimeProvider machine = context.Clock.Machine;
        var cache = new TokenCache(context.Environment, session, machine);
        string name = $"token file, named after the SHA-1 of {(use.IsLegacy ? "sso_start_url" : "the session's name")} '{session.DisplayName}'";
        if (await cache.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } token)
        {
            return new ExplanationStep(Topic, ExplanationMark.Trouble, $"{name}: the file does not exist, so you are not signed in", cache.Path);
        }

        DateTimeOffset now = machine.GetUtcNow();
        string end = token.Expires > now ? $"valid until {Timestamp.Format(token.Expires)}" : $"expired {Timestamp.Format(token.Expires)}";
        TokenStatus status = TokenStatus.Of(new TokenState(context.Environment, session), token, now);
        string renewal = (token.RefreshToken, token.CanBeRefreshed(now)) switch
        {
            (null, _) => "it has no refresh token",
            (_, false) => "its client registration has expired",
            _ => status.CanBeRefreshed ? "it has a refresh token" : "its refresh token was rejected",
        };
        return new ExplanationStep(Topic, status.Serves ? ExplanationMark.Counts : ExplanationMark.Trouble, $"{name}: {end}; {renewal}", cache.Path);
    }

    private static ExplanationStep? Role(ExplanationContext context, AwsProfile profile)
    {
        var cache = new RoleCredentialCache(context.Environment, SsoRole.Of(profile), context.Clock);
        return cache.Read() is { Expiry: { } expiry } kept
            ? new ExplanationStep(Topic, ExplanationMark.Note, $"role credential stored for all Claude Code sessions: the key that ends in {Ending(kept)}, valid until {Timestamp.Format(expiry.Instant)}", cache.Path)
            : null;
    }
}
