using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.SecurityTokens;

namespace Keepalive.Sessions;

/// <summary>
/// Looks what a profile has, renewed silently where that is possible, and whether AWS takes it. While STS's last good word is
/// fresh, a file or two are read and nothing else happens.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="resolver">Finds the credential.</param>
/// <param name="connect">Gives who asks STS; not called where nobody has to.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class SessionExamination(SystemEnvironment environment, CredentialResolver resolver, Func<IKeyVerifier> connect, TimeProvider clock)
{
    private static readonly TimeSpan VerifyLimit = TimeSpan.FromSeconds(5);

    private readonly RememberedStanding _remembered = new(environment, clock);

    /// <summary>Looks.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="refusedKey">A key that is known to be dead; null for none.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<SessionFinding> LookAsync(ProfileChoice choice, string? refusedKey, Deadline deadline, CancellationToken cancellationToken)
    {
        AwsCredential credential;
        try
        {
            Deadline limit = deadline.Remaining < Deadline.DefaultLimit ? deadline : Deadline.After(clock, Deadline.DefaultLimit);
            credential = await resolver.ResolveAsync(choice, refusedKey, limit, cancellationToken).ConfigureAwait(false);
            if (!resolver.Clock.Decides(credential))
            {
                credential = await new EndInDoubt(_remembered, resolver.Clock)
                    .SettleAsync(credential, key => AskAsync(key, choice, deadline, cancellationToken), alsoCertain: true).ConfigureAwait(false);
                credential.ThrowIfExpired(resolver.Clock.GetUtcNow());
            }
        }
        catch (KeepaliveException exception)
        {
            return new SessionFinding(null, exception, KeyStanding.Unknown);
        }

        KeyStanding? known = credential.AccessKeyId == refusedKey ? KeyStanding.Dead : _remembered.Read(credential.AccessKeyId);
        KeyStanding standing = known ?? await AskAsync(credential, choice, deadline, cancellationToken).ConfigureAwait(false);

        // The correction of the clock alone says that it has ended. Only STS's yes is more than that.
        return standing != KeyStanding.Alive && credential.Expiry is { } expiry && expiry.HasExpired(resolver.Clock.GetUtcNow())
            ? new SessionFinding(null, KeepaliveErrors.CredentialExpired(credential.Profile ?? ProfileWords.Environment, expiry.Instant, expiry.Source, resolver.Clock.GetUtcNow()), KeyStanding.Unknown)
            : new SessionFinding(credential, null, standing) { WasAsked = known is null };
    }

    private async ValueTask<KeyStanding> AskAsync(AwsCredential credential, ProfileChoice choice, Deadline deadline, CancellationToken cancellationToken)
    {
        AwsProfile? profile = credential.Profile is null ? null : await resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        TimeSpan bound = deadline.Within(VerifyLimit);
        KeyStanding standing = await connect().VerifyAsync(credential, profile, bound, cancellationToken).ConfigureAwait(false);
        _remembered.Write(credential.AccessKeyId, standing, credential.Expiry?.Instant);
        return standing;
    }
}
