using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>An sso-session that does not ask for a token that lasts.</summary>
internal sealed class ScopesMissing() : DiagnosticCheck(
    "KA105", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "An sso-session has no scope",
    "If another tool signs in, it may get no refresh token. The sign-in then lasts hours instead of days.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.SingleSignOn
        .Where(use => use.Section is not null && !(use.Find("sso_registration_scopes")?.Value ?? string.Empty).Contains("sso:account:access", StringComparison.Ordinal))
        .DistinctBy(use => use.SessionName)
        .Select(use => FoundIn(
            context, use.Profile,
            $"Section [sso-session {use.SessionName}] has {(use.Find("sso_registration_scopes") is null ? "no sso_registration_scopes" : "sso_registration_scopes without sso:account:access")}.",
            "Write 'sso_registration_scopes = sso:account:access' in the section, then sign in again.",
            use.Find("sso_registration_scopes") ?? use.Find("sso_start_url"),
            context.Config.CanBeEdited ? new AddScope(context.Config, use.SessionName!) : null));
}
