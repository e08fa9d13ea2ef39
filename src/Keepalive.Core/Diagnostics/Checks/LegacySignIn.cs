namespace Keepalive.Diagnostics.Checks;

/// <summary>A start URL inside the profile, which no tool can renew silently.</summary>
internal sealed class LegacySignIn() : DiagnosticCheck(
    "KA104", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "A profile signs in the old way, which can't be renewed silently",
    "Every few hours a browser opens, since a token of this form has nothing to renew it with.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where use.IsLegacy
        select FoundIn(
            context, use.Profile,
            $"Profile '{use.Profile.Name}' has sso_start_url itself, instead of naming an sso-session.",
            "Move sso_start_url and sso_region to a section [sso-session NAME] with sso_registration_scopes = sso:account:access, and write sso_session = NAME in the profile. 'aws configure sso' does it.",
            use.Profile["sso_start_url"]);
}
