using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>The profile in use is in neither file.</summary>
internal sealed class ProfileMissing() : DiagnosticCheck(
    "KA101", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The profile in use does not exist",
    "There is no credential for it, and Claude Code may use another identity.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Files is not null && context.InUse is null && (context.Choice.IsNamed || context.Environment.Get("AWS_ACCESS_KEY_ID") is null))
        {
            yield return Found(
                $"Profile '{context.Choice.Name}' (chosen by {context.Choice.ChosenBy}) is neither in {context.Brief(context.Config.Path)} nor in {context.Brief(context.Credentials.Path)}.",
                Advice(context));
        }
    }

    private static string Advice(DiagnosticContext context)
    {
        string name = context.Choice.Name;
        if (context.Config.Content!.Document.Sections.Any(section => section.Type == IniSectionType.Other && section.Name == name))
        {
            return $"Write [profile {name}] instead of [{name}] in {context.Brief(context.Config.Path)}.";
        }

        IReadOnlyList<string> near = NearestNames.Of(name, context.Files!.ProfileNames());
        return near.Count > 0
            ? $"Did you mean {string.Join(" or ", near.Select(other => $"'{other}'"))}?"
            : "Create it with 'aws configure sso', or choose another profile with --profile or AWS_PROFILE.";
    }
}
