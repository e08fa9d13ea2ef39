using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Sessions;

/// <summary>
/// Judges a key by its end and by what STS has said of it. The end may be wrong: it has no zone, an unknown tool wrote it, it is an hour early, or
/// only the correction of the clock decides about it. In such a doubt STS is asked whether it takes the key, once, and its word is kept for all
/// processes. A key that STS took after its end has another end, which nobody knows.
/// </summary>
/// <param name="remembered">STS's words.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class KeyJudge(KeyValidityCache remembered, AwsClock clock)
{
    /// <summary>A key that outlived its end is asked for again after this time: as often as a client is told to come.</summary>
    private static readonly TimeSpan AskedAnew = TimeSpan.FromMinutes(10);

    /// <summary>Judges by what is remembered; asks nobody.</summary>
    /// <param name="credential">The credential.</param>
    public KeyReading Judge(AwsCredential credential) => IsInDoubt(credential)
        ? Apply(credential, remembered.LastWord(credential.AccessKeyId))
        : new KeyReading(credential, remembered.Read(credential.AccessKeyId), clock);

    /// <summary>The same, and STS is asked where its words don't settle a doubt.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="ask">Asks, and remembers the answer.</param>
    /// <param name="isThorough">STS is asked without a doubt, too, unless it has just taken the key.</param>
    public async ValueTask<KeyReading> SettleAsync(AwsCredential credential, Func<AwsCredential, ValueTask<KeyValidity>> ask, bool isThorough)
    {
        if (!IsInDoubt(credential))
        {
            KeyValidity? known = remembered.Read(credential.AccessKeyId);
            return known is not null || !isThorough
                ? new KeyReading(credential, known, clock)
                : new KeyReading(credential, await ask(credential).ConfigureAwait(false), clock) { WasAsked = true };
        }

        (KeyValidity Standing, DateTimeOffset At)? word = remembered.LastWord(credential.AccessKeyId);
        if (word is { } last && (last.Standing == KeyValidity.Dead || IsFresh(last.At, credential, isThorough)))
        {
            return Apply(credential, word);
        }

        KeyValidity standing = await ask(credential).ConfigureAwait(false);
        return Apply(credential, standing == KeyValidity.Unknown ? word : (standing, clock.Machine.GetUtcNow())) with { WasAsked = true };
    }

    private bool IsInDoubt(AwsCredential credential) =>
        credential.Expiry is { } expiry && (IsByClock(expiry) || IsByEnd(credential, expiry, clock.GetUtcNow()));

    /// <summary>The correction of the clock alone decides whether the key has ended: the machine's own clock says the opposite.</summary>
    private bool IsByClock(CredentialExpiry expiry) =>
        clock.Skew != TimeSpan.Zero && expiry.HasExpired(clock.GetUtcNow()) != expiry.HasExpired(clock.Machine.GetUtcNow());

    /// <summary>
    /// The end may be past, and STS could say otherwise. Of an end that a service has given there is no doubt; and that a key is taken in the minute before its end
    /// says nothing against it.
    /// </summary>
    private static bool IsByEnd(AwsCredential credential, CredentialExpiry expiry, DateTimeOffset now) =>
        credential is { SessionToken: not null, Origin.Kind: CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile or CredentialSourceKind.Environment }
        && expiry.Earliest <= now
        && (expiry.Doubt is not null || now - expiry.Instant < ExpiryDiscovery.LongestLife);

    /// <summary>STS's yes came after the end that is in doubt, and not so long ago that another answer is to be expected.</summary>
    private bool IsFresh(DateTimeOffset at, AwsCredential credential, bool isThorough)
    {
        CredentialExpiry expiry = credential.Expiry!;
        TimeSpan age = clock.Machine.GetUtcNow() - at;
        bool hasPassed = IsByClock(expiry) || expiry.HasExpired(clock.GetUtcNow());
        return Speaks(at, expiry) && age < (isThorough ? KeyValidityCache.AliveFor : hasPassed ? AskedAnew : TimeSpan.MaxValue);
    }

    /// <summary>A yes of that moment says something about the doubt.</summary>
    private bool Speaks(DateTimeOffset at, CredentialExpiry expiry) => IsByClock(expiry) ? SpeaksOfClock(at, expiry) : at + clock.Skew >= expiry.Earliest;

    /// <summary>At that moment one of the two clocks had the key ended.</summary>
    private bool SpeaksOfClock(DateTimeOffset at, CredentialExpiry expiry) => expiry.HasExpired(at.ShiftedBy(clock.Skew)) || expiry.HasExpired(at);

    private KeyReading Apply(AwsCredential credential, (KeyValidity Standing, DateTimeOffset At)? word)
    {
        CredentialExpiry expiry = credential.Expiry!;
        if (word is not { } said || (said.Standing == KeyValidity.Alive && !Speaks(said.At, expiry)))
        {
            return new KeyReading(credential, null, clock);
        }

        if (said.Standing == KeyValidity.Dead)
        {
            // The earliest reading was the right one.
            return new KeyReading(expiry.Earliest <= clock.GetUtcNow() ? credential.WithEnd(new CredentialExpiry(expiry.Earliest, expiry.Source)) : credential, KeyValidity.Dead, clock);
        }

        if (IsByClock(expiry) && expiry.HasExpired(clock.GetUtcNow()))
        {
            // A key that is taken although AWS's time should have ended it shows that the correction is wrong.
            var machine = new KeyJudge(remembered, clock.WithoutSkew());
            return machine.IsInDoubt(credential) ? machine.Apply(credential, word) : new KeyReading(credential, Recent(said.At), machine.Clock);
        }

        AwsCredential settled = IsByClock(expiry) ? credential
            : said.At + clock.Skew >= expiry.Instant
                ? credential.WithoutEnd($"AWS took the key after the end that {expiry.Source} tells ({Timestamp.Format(expiry.Instant)})")
                : credential.WithEnd(new CredentialExpiry(expiry.Instant, expiry.Source));
        return new KeyReading(settled, Recent(said.At), clock);
    }

    private AwsClock Clock => clock;

    private KeyValidity? Recent(DateTimeOffset at) => clock.Machine.GetUtcNow() - at < KeyValidityCache.AliveFor ? KeyValidity.Alive : null;
}
