using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A key that begins with sso and means nothing.</summary>
internal sealed class UnknownSsoKey() : DiagnosticCheck(
    "KA109", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "No tool knows this sso_ key",
    "The key is ignored; it is probably misspelt.")
{
    /// <summary>Keys of tools that read and write their own: aws-sso-util and its like.</summary>
    private static readonly string[] s_ofOthers =
        ["sso_account_name", "sso_account_alias", "sso_account_email", "sso_auto_populated", "sso_interactive_auth", "sso_profile_name", "sso_credential_process"];

    private static readonly string[] s_known =
        ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "sso_registration_scopes", "sso_max_attempts", .. s_ofOthers];

    private static readonly string[] s_ofProfile = ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"];

    private static readonly string[] s_ofSession = ["sso_start_url", "sso_region", "sso_registration_scopes"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.Profiles
        .SelectMany(profile => profile.Sections, (profile, section) => (Profile: profile, Section: section, Session: (string?)null))
        .Concat(context.SingleSignOn.Where(use => use.Section is not null).DistinctBy(use => use.SessionName).Select(use => (use.Profile, Section: use.Section!, Session: use.SessionName)))
        .SelectMany(place => place.Section.Properties, (place, property) => (place.Profile, place.Section, place.Session, property.Key, property.Value))
        .Where(found => found.Key.StartsWith("sso", StringComparison.Ordinal) && !s_known.Contains(found.Key))
        .Select(found => FoundIn(
            context, found.Profile, $"{context.Brief(found.Value.File)}, line {found.Value.Line}: '{found.Key}' is a key that no tool reads.",
            Repair(context, found.Profile, found.Section, found.Session, found.Key) is { } repair ? $"Rename it to '{repair.To}'." : Advice(found.Key), found.Value,
            Repair(context, found.Profile, found.Section, found.Session, found.Key)));

    private static string Advice(string key) =>
        NearestNames.Of(key, s_known.Except(s_ofOthers)) is [var near, ..] ? $"Did you mean '{near}'?" : "Delete it.";

    /// <summary>Where only one key can be meant, and that one is not there yet.</summary>
    private static RenameKey? Repair(DiagnosticContext context, AwsProfile profile, ProfileSection section, string? session, string key)
    {
        string[] meant = [.. (session is null ? s_ofProfile : s_ofSession).Where(known => NearestNames.Distance(key, known) <= 2 || (key.Length > 6 && known.StartsWith(key, StringComparison.Ordinal)))];
        bool isThere = meant is [var one] && (session is null ? profile[one] is not null : section.Properties.ContainsKey(one));
        ExaminedFile file = section.File.Path == context.Config.Path ? context.Config : context.Credentials;
        return meant.Length == 1 && !isThere && file.CanBeEdited
            ? new RenameKey(file, session is null ? IniSectionType.Profile : IniSectionType.SsoSession, session ?? profile.Name, key, meant[0])
            : null;
    }
}
