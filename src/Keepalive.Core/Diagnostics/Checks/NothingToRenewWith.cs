namespace Keepalive.Diagnostics.Checks;

/// <summary>A token that will end, for want of a refresh token.</summary>
internal sealed class NothingToRenewWith() : DiagnosticCheck(
    "KA203", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The token can't be renewed",
    "When it expires, you must sign in during your work.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { Use.IsLegacy: false } found && found.Status.Serves && found.Token.RefreshToken is null)
        {
            yield return Found(
                $"The token of '{found.Use.SessionName}' has no refresh token, and expires in {Duration.Format(found.Status.Left)}.",
                "Sign in with 'claude-aws login', which requests a refresh token. If you still get none, your administrator must allow it.", found.File.Path);
        }
    }
}
