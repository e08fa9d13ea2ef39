using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile that names an sso-session which is not there.</summary>
internal sealed class SessionMissing() : DiagnosticCheck(
    "KA102", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The sso-session of a profile does not exist",
    "No tool can sign in with the profile. The .NET tools can't even read it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where !use.IsLegacy && use.Section is null
        select FoundIn(
            context, use.Profile,
            $"Profile '{use.Profile.Name}' has 'sso_session = {use.SessionName}', but there is no section [sso-session {use.SessionName}] in {context.Brief(context.Config.Path)}.",
            Advice(context, use.SessionName!), use.Profile["sso_session"]);

    private static string Advice(DiagnosticContext context, string name)
    {
        IReadOnlyList<string> near = NearestNames.Of(
            name, context.Config.Content!.Document.Sections.Where(section => section.Type == IniSectionType.SsoSession).Select(section => section.Name));
        return near.Count > 0 ? $"Did you mean '{near[0]}'?" : "Create it with 'aws configure sso-session', or correct the name.";
    }
}
