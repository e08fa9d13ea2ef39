using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A name that Claude Code's own SDK passes over.</summary>
internal sealed class InvisibleProfile() : DiagnosticCheck(
    "KA303", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Claude Code can't see a profile of this name",
    "Its SDK accepts only letters, digits and _ - / . % @ : + in a profile name. With another character in AWS_PROFILE, its default credential chain finds nothing.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from profile in context.Profiles
        where !ProfileName.IsPortable(profile.Name)
        select FoundIn(context, profile, $"Profile '{profile.Name}' has a character in its name that Claude Code does not accept.", "Rename the profile.", place: null);
}
