namespace Keepalive.Diagnostics.Checks;

/// <summary>A refresh token whose client is not known any more.</summary>
internal sealed class RegistrationEnded() : DiagnosticCheck(
    "KA204", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The client registration has ended",
    "The token can't be renewed with it: when it ends, somebody has to sign in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && found.Token.RefreshToken is not null && found.Status.Serves && !found.Token.CanBeRefreshed(context.Now))
        {
            yield return Found(
                found.Token.RegistrationExpires is { } ended
                    ? $"The registration that the token of '{found.Use.Session!.DisplayName}' was given to ended {Duration.Format(context.Now - ended)} ago."
                    : $"The token of '{found.Use.Session!.DisplayName}' stands in its file without its client registration.",
                "Sign in with 'claude-aws login' at a moment that suits you.", found.File.Path);
        }
    }
}
