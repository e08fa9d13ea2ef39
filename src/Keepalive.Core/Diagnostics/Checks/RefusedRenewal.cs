namespace Keepalive.Diagnostics.Checks;

/// <summary>A refresh token that the service has refused.</summary>
internal sealed class RefusedRenewal() : DiagnosticCheck(
    "KA206", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The service has refused to renew the token",
    "It was used up or taken back, so that the session ends with the present token.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && found.Token.CanBeRefreshed(context.Now) && !found.Status.CanBeRefreshed)
        {
            yield return Found($"The refresh token of '{found.Use.Session!.DisplayName}' was refused.", "Run: claude-aws login", found.File.Path);
        }
    }
}
