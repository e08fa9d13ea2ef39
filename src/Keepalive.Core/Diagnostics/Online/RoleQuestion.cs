using Keepalive.Aws.AccessKeys;
using Keepalive.Diagnostics.Facts;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;

namespace Keepalive.Diagnostics.Online;

/// <summary>
/// Asks the portal for the role of the profile in use, as every renewal does, with the token that is there. Renews nothing and
/// keeps nothing but what every answer teaches of the clock.
/// </summary>
internal static class RoleQuestion
{
    /// <summary>There is a token to ask with.</summary>
    public static bool CanAsk(DiagnosticContext context) => Find(context) is not null;

    /// <summary>The error of the portal; null if there is none, or if the portal could not be asked.</summary>
    public static async Task<KeepaliveException?> AskAsync(DiagnosticContext context, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Find(context) is not { } found)
        {
            return null;
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(limit);
        var center = new IdentityCenterClient(context.Environment, found.SignedIn.Use.Profile, found.Role.Session, AwsClock.Read(context.Environment, context.Clock));
        try
        {
            await center.GetRoleCredentialAsync(found.SignedIn.Token, found.Role, Deadline.Fixed(context.Clock, limit), bounded.Token)
                .WaitAsync(bounded.Token).ConfigureAwait(false);
            return null;
        }
        catch (KeepaliveException refused)
        {
            return refused;
        }
#pragma warning disable CA1031 // Whatever it is, it tells nothing about the role.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static (SignedIn SignedIn, SsoRole Role)? Find(DiagnosticContext context)
    {
        try
        {
            return SignedIn.Of(context) is { } signedIn && signedIn.Token.Expires > context.Now
                ? (signedIn, SsoRole.Of(signedIn.Use.Profile))
                : null;
        }
        catch (KeepaliveException)
        {
            // The profile names no account or role, which another check tells.
            return null;
        }
    }
}
