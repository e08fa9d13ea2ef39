namespace Keepalive.Diagnostics.Checks;

/// <summary>A refresh token that the service has refused.</summary>
internal sealed class RefusedRenewal() : DiagnosticCheck(
    "KA206", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The service rejected the renewal of the token",
    "The refresh token was already used or was revoked. You must sign in when the current token expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && found.Token.CanBeRefreshed(context.Now) && !found.Status.CanBeRefreshed)
        {
            yield return Found($"The refresh token of '{found.Use.Session!.DisplayName}' was rejected.", "Run: claude-aws login", found.File.Path);
        }
    }
}
