using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
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
            yield return Step(Topic, ExplanationMark.Trouble, "the home folder is unknown, so there are no AWS files");
            yield break;
        }

        yield return File(context, ProfileFileKind.Config, locations.Config, context.Profile?.Config);
        yield return File(context, ProfileFileKind.Credentials, locations.Credentials, context.Profile?.Credentials);
        if (ConfigurationFile.Locate(environment) is { } own)
        {
            string why = environment.Get("CLAUDE_AWS_CONFIG") is not null ? "settings of Keepalive, path from CLAUDE_AWS_CONFIG" : "settings of Keepalive";
            yield return System.IO.File.Exists(own)
                ? new ExplanationStep(Topic, ExplanationMark.Counts, why, own)
                : new ExplanationStep(Topic, ExplanationMark.PassedOver, $"{why}: the file does not exist", own);
        }

        if (environment.PolicyFile is { } policy && System.IO.File.Exists(policy))
        {
            yield return new ExplanationStep(Topic, ExplanationMark.Counts, "the machine's policy", policy);
        }
    }

    private static ExplanationStep File(ExplanationContext context, ProfileFileKind kind, string path, ProfileSection? section)
    {
        string why = $"path from {ProfileFileLocations.VariableOf(context.Environment, kind)}";
        if (context.Trace.FromEnvironment is not null)
        {
            return new ExplanationStep(Topic, ExplanationMark.PassedOver, $"{why}: not read, because keys are in environment variables", path);
        }

        if (!System.IO.File.Exists(path))
        {
            return new ExplanationStep(Topic, ExplanationMark.PassedOver, $"{why}: the file does not exist", path);
        }

        return section is null
            ? new ExplanationStep(Topic, ExplanationMark.PassedOver, context.Profile is null ? why : $"{why}: the file does not contain '{context.Profile.Name}'", path)
            : new ExplanationStep(Topic, ExplanationMark.Counts, $"{why}: the file contains '{context.Profile!.Name}'", path, section.HeaderLine);
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
