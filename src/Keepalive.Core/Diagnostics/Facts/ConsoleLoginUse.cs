using Keepalive.Aws.Profiles;
using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Tokens;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The session of <c>aws login</c> behind the profile in use, and its file.</summary>
/// <param name="Profile">The profile that names it.</param>
/// <param name="Session">The session.</param>
/// <param name="Path">The file.</param>
/// <param name="Token">Its content; null if there is none, or none that makes sense.</param>
/// <param name="Fault">The error of a file that can't be used; null if there is none.</param>
internal sealed record ConsoleLoginUse(AwsProfile Profile, LoginSession Session, string Path, LoginToken? Token, KeepaliveException? Fault)
{
    /// <summary>The refresh token was refused by the service.</summary>
    public required bool IsRefused { get; init; }

    /// <summary>The one that the profile in use depends on; null where another source gives the credential.</summary>
    public static ConsoleLoginUse? Of(DiagnosticContext context)
    {
        if (context.Profiles.FirstOrDefault(profile => context.IsInUse(profile.Name) && !SsoSession.Serves(profile) && LoginSession.Of(profile) is not null) is not { } profile)
        {
            return null;
        }

        LoginSession session = LoginSession.Of(profile)!;
        var kind = new LoginTokenKind(context.Environment, session);
        var file = new TokenFile<LoginToken>(kind, context.Clock);
        try
        {
            LoginToken? token = Settled.Now(stop => file.ReadAsync(stop), file.Path);
            return new ConsoleLoginUse(profile, session, file.Path, token, null) { IsRefused = token is not null && RefusedToken.Is(kind.State, token) };
        }
        catch (KeepaliveException fault)
        {
            return new ConsoleLoginUse(profile, session, file.Path, null, fault) { IsRefused = false };
        }
    }
}
