using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A name that Claude Code's own SDK passes over.</summary>
internal sealed class InvisibleProfile() : DiagnosticCheck(
    "KA303", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Claude Code can't see a profile of this name",
    "Its SDK takes letters, digits and _ - / . % @ : + only; with such a name in AWS_PROFILE its default chain finds nothing.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from profile in context.Profiles
        where !ProfileName.IsPortable(profile.Name)
        select FoundIn(context, profile, $"Profile '{profile.Name}' has another character in its name.", "Rename the profile.", place: null);
}
