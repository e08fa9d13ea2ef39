using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>When the credential ends, who says so, and who else says something.</summary>
internal static class ExpirySteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Expiry;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        if (context.Credential is not { } credential)
        {
            yield break;
        }

        StaticKeys? keys = credential.Origin.Kind is CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile && context.Profile is { } profile
            ? StaticKeys.Find(profile)
            : null;
        if (credential.Expiry is not { } expiry)
        {
            yield return credential.ExpiryFault is { } fault ? Step(Topic, ExplanationMark.Trouble, $"unknown: {fault}")
                : Step(Topic, ExplanationMark.Note, credential.SessionToken is null ? "none: it is a long-lived key" : "unknown: no expiry was found");
        }
        else
        {
            string state = expiry.Instant <= context.Now ? "expired"
                : expiry.HasExpired(context.Now) ? $"in {Duration.Format(expiry.Instant - context.Now)}, so the key can't be used any more"
                : $"in {Duration.Format(expiry.Instant - context.Now)}";
            (string source, string? file, int? line) = Place(expiry, keys);
            yield return new ExplanationStep(
                Topic, expiry.HasExpired(context.Now) ? ExplanationMark.Trouble : ExplanationMark.Counts, $"{Timestamp.Format(expiry.Instant)}, {state}, from {source}", file, line);
            if (expiry.Doubt is { } doubt)
            {
                yield return Step(Topic, ExplanationMark.Trouble, doubt);
            }
        }

        foreach (CredentialExpiry other in keys is null ? [] : ExpiryDiscovery.Candidates(keys.Section, context.Clock).Where(other => other.Source != credential.Expiry?.Source))
        {
            (string source, string? file, int? line) = Place(other, keys);
            string why = context.OwnSettings.ExpirationField is { } field ? $"expirationField is {field}" : "a later expiry is used";
            yield return new ExplanationStep(Topic, ExplanationMark.PassedOver, $"{Timestamp.Format(other.Instant)}, from {source}: {why}", file, line);
        }

        if (context.Clock.Skew != TimeSpan.Zero)
        {
            string side = context.Clock.Skew > TimeSpan.Zero ? "behind" : "ahead of";
            yield return Step(Topic, ExplanationMark.Note, $"this machine's clock is {Duration.Format(context.Clock.Skew)} {side} AWS's; the expiry is shown in AWS's time");
        }
    }

    /// <summary>A key with file and line, or words.</summary>
    private static (string Source, string? File, int? Line) Place(CredentialExpiry expiry, StaticKeys? keys)
    {
        foreach ((string name, ProfileProperty property) in keys?.Section.Properties ?? new Dictionary<string, ProfileProperty>())
        {
            if (expiry.Source.EndsWith($", {property}", StringComparison.Ordinal))
            {
                return (name, property.File, property.Line);
            }
        }

        return (expiry.Source, null, null);
    }
}
