using Keepalive.Configuration;
using Keepalive.Profiles;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>Which files were looked at, and why these.</summary>
internal static class FileSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Files;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        SystemEnvironment environment = context.Environment;
        if (Locations(environment) is not { } locations)
        {
            yield return Step(Topic, ExplanationMark.Trouble, "no home folder is known, so there are no AWS files");
            yield break;
        }

        yield return File(context, ProfileFileKind.Config, locations.Config, context.Profile?.Config);
        yield return File(context, ProfileFileKind.Credentials, locations.Credentials, context.Profile?.Credentials);
        if (ConfigurationFile.Locate(environment) is { } own)
        {
            string why = environment.Get("CLAUDE_AWS_CONFIG") is not null ? "CLAUDE_AWS_CONFIG leads there" : "the settings of this program";
            yield return System.IO.File.Exists(own)
                ? new ExplanationStep(Topic, ExplanationMark.Counts, why, own)
                : new ExplanationStep(Topic, ExplanationMark.PassedOver, $"{why}: it does not exist", own);
        }

        if (environment.PolicyFile is { } policy && System.IO.File.Exists(policy))
        {
            yield return new ExplanationStep(Topic, ExplanationMark.Counts, "the machine's policy", policy);
        }
    }

    private static ExplanationStep File(ExplanationContext context, ProfileFileKind kind, string path, ProfileSection? section)
    {
        string why = $"{ProfileFileLocations.VariableOf(context.Environment, kind)} leads there";
        if (context.Trace.FromEnvironment is not null)
        {
            return new ExplanationStep(Topic, ExplanationMark.PassedOver, $"{why}: not read, since keys stand in the environment", path);
        }

        if (!System.IO.File.Exists(path))
        {
            return new ExplanationStep(Topic, ExplanationMark.PassedOver, $"{why}: it does not exist", path);
        }

        return section is null
            ? new ExplanationStep(Topic, ExplanationMark.PassedOver, context.Profile is null ? why : $"{why}: it has nothing of '{context.Profile.Name}'", path)
            : new ExplanationStep(Topic, ExplanationMark.Counts, $"{why}: it has '{context.Profile!.Name}'", path, section.HeaderLine);
    }

    private static ProfileFileLocations? Locations(SystemEnvironment environment)
    {
        try
        {
            return ProfileFileLocations.Find(environment);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }
}
