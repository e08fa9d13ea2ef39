namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys and a profile, both in the environment.</summary>
internal sealed class KeysBesideProfileVariable() : DiagnosticCheck(
    "KA302", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "The environment has both keys and a profile",
    "The aws CLI uses the keys, but Claude Code uses the profile: two programs of one shell have different identities.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        string? profile = context.ClientVariable("AWS_PROFILE");
        if (profile is not null && context.ClientVariable("AWS_ACCESS_KEY_ID") is not null)
        {
            yield return Found($"AWS_ACCESS_KEY_ID is set, and AWS_PROFILE is '{profile}'.", "Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or unset AWS_PROFILE.");
        }
    }
}
