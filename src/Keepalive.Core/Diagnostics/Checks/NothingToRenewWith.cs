namespace Keepalive.Diagnostics.Checks;

/// <summary>A token that will end, for want of a refresh token.</summary>
internal sealed class NothingToRenewWith() : DiagnosticCheck(
    "KA203", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The token can't be renewed",
    "When it ends, somebody has to sign in, in the middle of the work.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { Use.IsLegacy: false } found && found.Status.Serves && found.Token.RefreshToken is null)
        {
            yield return Found(
                $"The token of '{found.Use.SessionName}' has no refresh token, and {Duration.Format(found.Status.Left)} left.",
                "Sign in with 'claude-aws login', which asks for one. If it stays away, your administrator has to allow it.", found.File.Path);
        }
    }
}
