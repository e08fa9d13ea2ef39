using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.SecurityTokens;
using Keepalive.Time;

namespace Keepalive.Sessions;

/// <summary>
/// The end that a file or a variable tells of a key may be wrong: it has no zone, a tool that nobody knows wrote it, it is an hour early. Where
/// that decides, STS is asked whether it takes the key, once, and its word is kept for all processes: a key that it took after its end has
/// another end, which nobody knows.
/// </summary>
/// <param name="remembered">STS's words.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class EndInDoubt(RememberedStanding remembered, AwsClock clock)
{
    /// <summary>A key that outlived its end is asked for again after this time: as often as a client is told to come.</summary>
    private static readonly TimeSpan AskedAnew = TimeSpan.FromMinutes(10);

    /// <summary>The credential with the end that STS's words leave, without asking.</summary>
    public AwsCredential Judge(AwsCredential credential) =>
        Decides(credential, clock.GetUtcNow()) && remembered.LastWord(credential.AccessKeyId) is { } word ? Apply(credential, word) : credential;

    /// <summary>The same, and STS is asked where its words don't tell.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="ask">Asks, and remembers the answer.</param>
    /// <param name="alsoCertain">An end that is past without any doubt is asked about, too: where a login or an error would follow.</param>
    public async ValueTask<AwsCredential> SettleAsync(AwsCredential credential, Func<AwsCredential, ValueTask<KeyStanding>> ask, bool alsoCertain)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!Decides(credential, now))
        {
            return credential;
        }

        (KeyStanding Standing, DateTimeOffset At)? word = remembered.LastWord(credential.AccessKeyId);
        if (credential.Expiry!.Doubt is null && !alsoCertain)
        {
            return word is { } known ? Apply(credential, known) : credential;
        }

        if (word is not { } last || (last.Standing == KeyStanding.Alive && !IsFresh(last.At + clock.Skew, credential.Expiry!, now)))
        {
            KeyStanding standing = await ask(credential).ConfigureAwait(false);
            word = standing == KeyStanding.Unknown ? word : (standing, clock.Machine.GetUtcNow());
        }

        return word is { } said ? Apply(credential, said) : credential;
    }

    /// <summary>
    /// The end may be past, and STS could say otherwise. Of an end that a service has given there is no doubt; and that a key is taken in the minute before its end
    /// says nothing against it.
    /// </summary>
    private static bool Decides(AwsCredential credential, DateTimeOffset now) =>
        credential is
        {
            SessionToken: not null,
            Expiry: { } expiry,
            Origin.Kind: CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile or CredentialSourceKind.Environment,
        }
        && expiry.Earliest <= now
        && (expiry.Doubt is not null || now - expiry.Instant < ExpiryDiscovery.LongestLife);

    private static bool IsFresh(DateTimeOffset said, CredentialExpiry expiry, DateTimeOffset now) =>
        said >= expiry.Earliest && (!expiry.HasExpired(now) || now - said < AskedAnew);

    private AwsCredential Apply(AwsCredential credential, (KeyStanding Standing, DateTimeOffset At) word)
    {
        CredentialExpiry expiry = credential.Expiry!;
        DateTimeOffset said = word.At + clock.Skew;
        if (word.Standing == KeyStanding.Dead)
        {
            // The earliest reading was the right one.
            return credential.WithEnd(new CredentialExpiry(expiry.Earliest, expiry.Source));
        }

        return said >= expiry.Instant
            ? credential.WithoutEnd($"AWS took the key after the end that {expiry.Source} tells ({Timestamp.Format(expiry.Instant)})")
            : said >= expiry.Earliest ? credential.WithEnd(new CredentialExpiry(expiry.Instant, expiry.Source)) : credential;
    }
}
