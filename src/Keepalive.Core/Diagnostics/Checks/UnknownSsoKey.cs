using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A key that begins with sso and means nothing.</summary>
internal sealed class UnknownSsoKey() : DiagnosticCheck(
    "KA109", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "An sso key is not known to any tool",
    "It counts for nothing, and was probably meant to.")
{
    private static readonly string[] s_known =
        ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "sso_registration_scopes", "sso_auto_populated", "sso_max_attempts"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.Profiles
        .SelectMany(profile => profile.Sections, (profile, section) => (Profile: profile, Section: section))
        .Concat(context.SingleSignOn.Where(use => use.Section is not null).DistinctBy(use => use.SessionName).Select(use => (use.Profile, Section: use.Section!)))
        .SelectMany(pair => pair.Section.Properties, (pair, property) => (pair.Profile, property.Key, property.Value))
        .Where(found => found.Key.StartsWith("sso", StringComparison.Ordinal) && !s_known.Contains(found.Key))
        .Select(found => FoundIn(
            context, found.Profile, $"{context.Brief(found.Value.File)}, line {found.Value.Line}: '{found.Key}' is no key that a tool reads.", Advice(found.Key), found.Value));

    private static string Advice(string key) =>
        NearestNames.Of(key, s_known) is [var near, ..] ? $"Did you mean '{near}'?" : "Take it out.";
}
