namespace Keepalive.Diagnostics.Checks;

/// <summary>A sign-in without its address or region.</summary>
internal sealed class SessionIncomplete() : DiagnosticCheck(
    "KA103", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "An sso-session has no start URL or no region",
    "No tool can sign in with it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where use.IsLegacy || use.Section is not null
        from key in (string[])["sso_start_url", "sso_region"]
        where use.Find(key) is not { Value.Length: > 0 }
        select FoundIn(
            context, use.Profile,
            $"{(use.IsLegacy ? $"Profile '{use.Profile.Name}'" : $"Section [sso-session {use.SessionName}], used by profile '{use.Profile.Name}',")} has no {key}.",
            $"Add {key}. Your administrator knows the value.", use.Find("sso_start_url") ?? use.Find("sso_region") ?? use.Profile["sso_session"]);
}
