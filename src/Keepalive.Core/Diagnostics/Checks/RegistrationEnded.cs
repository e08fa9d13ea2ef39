namespace Keepalive.Diagnostics.Checks;

/// <summary>A refresh token whose client is not known any more.</summary>
internal sealed class RegistrationEnded() : DiagnosticCheck(
    "KA204", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The client registration has expired",
    "The token can't be renewed. When it expires, you must sign in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && found.Token.RefreshToken is not null && found.Status.Serves && !found.Token.CanBeRefreshed(context.Now))
        {
            yield return Found(
                found.Token.RegistrationExpires is { } ended
                    ? $"The client registration for the token of '{found.Use.Session!.DisplayName}' expired {Duration.Format(context.Now - ended)} ago."
                    : $"The token of '{found.Use.Session!.DisplayName}' is in its file without its client registration.",
                "Sign in with 'claude-aws login' when it suits you.", found.File.Path);
        }
    }
}
