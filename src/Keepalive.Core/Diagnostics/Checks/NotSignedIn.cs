using Keepalive.Credentials;

namespace Keepalive.Diagnostics.Checks;

/// <summary>There is no sign-in for the profile in use.</summary>
internal sealed class NotSignedIn() : DiagnosticCheck(
    "KA201", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "You are not signed in",
    "There is no token for the profile in use, so Keepalive can't get a credential.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.SignIn is { Session: { } session } use && context.Cache.Fault is null && context.Cache.Find(session) is null)
        {
            yield return Found($"Profile '{use.Profile.Name}' signs in to '{session.DisplayName}', but there is no token file for it.", "Run: claude-aws login", context.Cache.Path,
                milder: StaticKeys.Find(use.Profile) is null ? null : DiagnosticSeverity.Warning);
        }
    }
}
