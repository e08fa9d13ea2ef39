using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.ConsoleLogin;
using Keepalive.Platform.Files;
using Keepalive.Tokens;

namespace Keepalive.Credentials;

/// <summary>The credential of <c>aws login</c>: from the file that all AWS tools share while it lasts, otherwise renewed by one worker, for all.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="connect">Gives the sign-in service, for a profile.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class LoginSource(SystemEnvironment environment, Func<AwsProfile, IConsoleSignIn> connect, AwsClock clock) : ICredentialSource
{
    public CredentialSourceKind Kind => CredentialSourceKind.Login;

    public bool GivesAnother => true;

    public bool IsNamedBy(AwsProfile profile) => LoginSession.Of(profile) is not null;

    public AwsCredential? Peek(AwsProfile profile, string? expirationField)
    {
        LoginSession session = LoginSession.Of(profile)!;
        var file = new TokenFile<LoginToken>(new LoginTokenKind(environment, session), clock.Machine);
        try
        {
            return Settled.Now(stop => file.ReadAsync(stop), file.Path)?.ToCredential(profile.Name, session, clock);
        }
        catch (KeepaliveException)
        {
            return null; // A request gets the reason.
        }
    }

    public async ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        AwsProfile profile = request.Profile;
        LoginSession session = LoginSession.Of(profile)!;
        var kind = new LoginTokenKind(environment, session);
        LoginToken? before = await new TokenFile<LoginToken>(kind, clock.Machine).ReadAsync(cancellationToken).ConfigureAwait(false);
        bool isRefused = before is not null && before.AccessKeyId == request.RefusedKey;
        if (before is not null && !isRefused && before.Expires - clock.Machine.GetUtcNow() > kind.RenewAhead && !File.Exists(kind.State.HeldToken))
        {
            return before.ToCredential(profile.Name, session, clock);
        }

        var tokens = new TokenRefresher<LoginToken>(kind, LoginRenewal.Of(environment, profile, session, connect(profile), clock.Machine), clock.Machine)
        {
            Caller = request.Caller,
            Launcher = request.Workers?.LauncherOf(TokenWorker.Verb, profile.Name),
        };
        LoginToken token = await tokens.GetAsync(request.Deadline, isRefused ? before : null, cancellationToken).ConfigureAwait(false);
        AwsCredential credential = token.ToCredential(profile.Name, session, clock);
        return token.Identity == before?.Identity ? credential : credential.Renewed();
    }
}
