using Keepalive.Credentials;
using Keepalive.SingleSignOn;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A token that has expired and can't be renewed.</summary>
internal sealed class SignInEnded() : DiagnosticCheck(
    "KA202", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The sign-in has expired",
    "The token has expired and can't be renewed. Every request fails until you sign in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && !found.Status.Serves && !found.Token.CanBeRefreshed(context.Now))
        {
            yield return Found(
                $"The token of '{found.Use.Session!.DisplayName}' {End(found.Status.Left)}, and {Reason(found.Token, context.Now)}.",
                "Run: claude-aws login", found.File.Path, milder: StaticKeys.Find(found.Use.Profile) is null ? null : DiagnosticSeverity.Warning);
        }
    }

    private static string End(TimeSpan left) => left > TimeSpan.Zero ? $"ends in {Duration.Format(left)}" : $"ended {Duration.Format(-left)} ago";

    private static string Reason(SsoToken token, DateTimeOffset now) =>
        token.RefreshToken is null ? "it came without a refresh token" : token.RegistrationExpires <= now ? "its client registration has expired too" : "its client registration is not in the file";
}
