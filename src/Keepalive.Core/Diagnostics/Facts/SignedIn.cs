using Keepalive.IdentityCenter;
using Keepalive.Tokens;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The token of the profile in use, where there is one.</summary>
/// <param name="Use">The profile and its session.</param>
/// <param name="File">The token's file.</param>
/// <param name="Token">The token.</param>
/// <param name="Status">How long it lasts, and whether it can be renewed.</param>
internal sealed record SignedIn(SsoUse Use, TokenFile File, SsoToken Token, TokenStatus Status)
{
    public static SignedIn? Of(DiagnosticContext context) =>
        context.SignIn is { Session: { } session } use && context.Cache.Find(session) is { Token: { } token } file
            ? new SignedIn(use, file, token, TokenStatus.Of(new TokenState(context.Environment, session), token, context.Now))
            : null;
}
