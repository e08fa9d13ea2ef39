using Keepalive.Credentials;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Nobody has signed in for the profile in use.</summary>
internal sealed class NotSignedIn() : DiagnosticCheck(
    "KA201", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "Nobody is signed in",
    "There is no token for the profile in use, so that there are no credentials.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.SignIn is { Session: { } session } use && context.Cache.Fault is null && context.Cache.Find(session) is null)
        {
            yield return Found($"'{session.DisplayName}', which profile '{use.Profile.Name}' signs in to, has no token file.", "Run: claude-aws login", context.Cache.Path,
                milder: StaticKeys.Find(use.Profile) is null ? null : DiagnosticSeverity.Warning);
        }
    }
}
