using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The profile, where it was set, and the other places that set a profile.</summary>
internal static class ProfileSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Profile;

    private static readonly string[] s_variables = ["CLAUDE_AWS_PROFILE", "CC_KEEPALIVE_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"];

    /// <summary>Where the used profile was set, in words.</summary>
    public static string? ChosenBy(ExplanationContext context) => context.Choice is not { } choice ? null
        : context.Trace.FromEnvironment is not null ? "no profile: keys in environment variables override 'default'"
        : SourceProfile.Through(choice, context.Profile?.Name ?? choice.Name).ChosenBy;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        if (context.Choice is not { } choice)
        {
            yield return Step(Topic, ExplanationMark.Trouble, $"no profile can be chosen: {context.Fault!.Message}");
            yield break;
        }

        yield return Chosen(context, choice) with
        {
            Mark = context.Trace.FromEnvironment is null ? ExplanationMark.Counts : ExplanationMark.PassedOver,
        };
        foreach (ProfileChoice other in Others(context, choice))
        {
            yield return Placed(context, other, ExplanationMark.PassedOver, $"{other.ChosenBy} is '{other.Name}', but {choice.ChosenBy} has priority");
        }

        foreach (string variable in s_variables)
        {
            if (context.FindSetting("env", variable) is { Text: { Length: > 0 } name } setting && name != context.Environment.Get(variable))
            {
                yield return Step(Topic, ExplanationMark.Note, $"Claude Code's settings set {variable} to '{name}' for its commands; this shell does not have this value", setting);
            }
        }

        if (context.Profile?.Name is { } meant && meant != choice.Name)
        {
            AwsProfile? first = context.Profile.FindOther(choice.Name);
            yield return Step(Topic, ExplanationMark.Counts, $"'{choice.Name}' uses the credential of '{meant}' ({SourceProfile.Key})", first?[SourceProfile.Key]);
        }
    }

    private static ExplanationStep Chosen(ExplanationContext context, ProfileChoice choice) => choice.IsNamed
        ? Placed(context, choice, ExplanationMark.Counts, $"'{choice.Name}', chosen by {choice.ChosenBy}")
        : Step(Topic, ExplanationMark.Counts, "'default': no profile is set");

    /// <summary>Places that set a profile but have a lower priority.</summary>
    private static IEnumerable<ProfileChoice> Others(ExplanationContext context, ProfileChoice choice) => ProfileChoice
        .Candidates(context.Environment, context.Configuration.Profile)
        .Where(other => other.IsNamed && other.ChosenBy != choice.ChosenBy)

        // The variable is the configuration's own, too.
        .Where(other => other.ChosenBy != ProfileChoice.ConfigurationFileWords || OriginOf(context) is { Kind: SettingOriginKind.File });

    private static ExplanationStep Placed(ExplanationContext context, ProfileChoice choice, ExplanationMark mark, string text)
    {
        SettingOrigin? origin = choice.ChosenBy is ProfileChoice.ConfigurationFileWords or ProfileChoice.PolicyWords ? OriginOf(context) : null;
        return new ExplanationStep(Topic, mark, text, origin?.Place, origin?.Line is > 0 and var line ? line : null);
    }

    /// <summary>Where our own settings name a profile, a policy before the file; null where they do not.</summary>
    private static SettingOrigin? OriginOf(ExplanationContext context)
    {
        ConfigurationSetting setting = ConfigurationSettings.Find("profile")!;
        foreach (SettingAssignment said in ConfigurationFile.ReadLayers(context.Environment, context.Clock.Machine).Of(setting, profile: null).Reverse())
        {
            if (said.Origin.Kind is SettingOriginKind.File or SettingOriginKind.Policy)
            {
                return said.Origin;
            }
        }

        return null;
    }
}
