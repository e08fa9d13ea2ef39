using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.Credentials;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Tokens;

namespace Keepalive.Login;

/// <summary>Reads what a login has left behind for a profile, from files alone where it can.</summary>
internal sealed class CredentialSnapshotReader(SystemEnvironment environment, KeepaliveConfiguration configuration, TimeProvider clock)
{
    private static readonly TimeSpan ProcessLimit = Deadline.DefaultLimit;

    /// <summary>A writer that has ended is not writing; another one may be.</summary>
    private static readonly TimeSpan PatienceAfterwards = TimeSpan.FromMilliseconds(50);

    private readonly StaticKeySource _keys = new(environment, clock);

    /// <summary>The mark. Missing or invalid values are treated as absent: a login may be about to replace them.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="asksProcess">Run <c>credential_process</c> where nothing else could tell.</param>
    /// <param name="isOver">The login is over.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<CredentialSnapshot> ReadAsync(string profile, bool asksProcess, bool isOver, CancellationToken cancellationToken)
    {
        try
        {
            var choice = new ProfileChoice(profile, "the automatic login", IsNamed: true);
            var reader = new ProfileReader(ProfileFileLocations.Find(environment), clock, configuration.ExpirationField)
            {
                Patience = isOver ? PatienceAfterwards : ProfileReader.DefaultPatience,
            };
            AwsProfile read = await reader.ReadAsync(choice, cancellationToken).ConfigureAwait(false);
            CredentialSnapshot mark = CredentialSnapshot.None with { Token = await TokenAsync(read, cancellationToken).ConfigureAwait(false) };
            AwsCredential? credential = RoleChain.IsNamedBy(read) || LongTermKeys.Find(read) is not null ? new CredentialResolver(environment, configuration, clock).Peek(read).Credential
                : _keys.IsNamedBy(read) ? _keys.Peek(read, configuration.ExpirationField)
                : asksProcess && mark.Token is null && read["credential_process"] is not null ? await AskAsync(choice, cancellationToken).ConfigureAwait(false)
                : null;
            if (credential is { SessionToken: null })
            {
                // Claude Code gets the session of a long-lived key.
                credential = new CredentialResolver(environment, configuration, clock).PeekSession(read, credential, RoleChain.DeviceOf(read)) ?? credential;
            }

            return credential is null ? mark : mark with { AccessKeyId = credential.AccessKeyId, KeyEnds = credential.Expiry?.Instant };
        }
        catch (KeepaliveException)
        {
            return CredentialSnapshot.None;
        }
    }

    private async ValueTask<IRenewableToken?> TokenAsync(AwsProfile profile, CancellationToken cancellationToken)
    {
        try
        {
            return SsoSession.Of(profile) is { } session ? await new TokenCache(environment, session, clock).ReadAsync(cancellationToken).ConfigureAwait(false)
                : LoginSession.Of(profile) is { } login ? await new TokenFile<LoginToken>(new LoginTokenKind(environment, login), clock).ReadAsync(cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    private async Task<AwsCredential> AskAsync(ProfileChoice choice, CancellationToken cancellationToken) =>
        await new CredentialResolver(environment, configuration, clock)
            .ResolveAsync(choice, Deadline.Fixed(clock, ProcessLimit), cancellationToken).ConfigureAwait(false);
}
