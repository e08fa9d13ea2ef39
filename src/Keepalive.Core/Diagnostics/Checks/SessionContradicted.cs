using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile and its sso-session that say different things.</summary>
internal sealed class SessionContradicted() : DiagnosticCheck(
    "KA108", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "A profile and its sso-session contradict each other",
    "The aws CLI rejects the profile. Other tools use one of the two values, and not all use the same one.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where use.Section is not null
        from key in (string[])["sso_start_url", "sso_region"]
        let own = use.Profile[key]
        let shared = use.Find(key)
        where own is not null && shared is not null && own.Value != shared.Value
        select FoundIn(
            context, use.Profile,
            $"{key} is {own.Value} in profile '{use.Profile.Name}', and {shared.Value} in [sso-session {use.SessionName}].",
            $"Delete {key} from the profile.", own,
            context.Config.CanBeEdited && own.File == context.Config.Path ? new RemoveKeys(context.Config, use.Profile.Name, key) : null);
}
