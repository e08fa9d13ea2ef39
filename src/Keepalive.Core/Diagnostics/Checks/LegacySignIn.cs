using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A start URL inside the profile, which no tool can renew silently.</summary>
internal sealed class LegacySignIn() : DiagnosticCheck(
    "KA104", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "A profile uses the old form of sign-in, which can't be renewed silently",
    "A browser opens every few hours, because this form has no refresh token.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where use.IsLegacy
        let repair = context.Config.CanBeEdited && MoveToSession.Suits(use.Profile) ? new MoveToSession(context.Config, context.Cache, use.Profile.Name) : null
        select FoundIn(
            context, use.Profile,
            $"Profile '{use.Profile.Name}' contains sso_start_url itself instead of sso_session.",
            Advice(repair is null ? null : SessionPlace.Find(context.Config.Content!.Document, use.Profile["sso_start_url"]!.Value, use.Profile["sso_region"]!.Value)),
            use.Profile["sso_start_url"], repair);

    private static string Advice(SessionPlace? place) => place switch
    {
        null => "Move sso_start_url and sso_region to a section [sso-session NAME] with 'sso_registration_scopes = sso:account:access', and write 'sso_session = NAME' in the profile.",
        { IsNew: true } => "Move sso_start_url and sso_region to a new section [sso-session NAME] (the repair does this, takes the first word of the address as NAME, and moves the token). Then run 'claude-aws login' to get a token that can be renewed.",
        _ => $"Write sso_session = {place.Name} instead of sso_start_url and sso_region. That section has the same values.",
    };
}
