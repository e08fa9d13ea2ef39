using System.Runtime.CompilerServices;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Sessions;

/// <summary>
/// Judges a key by its expiry and by the last answer of STS. The expiry may be wrong: it has no time zone, an unknown tool wrote it, it is an hour
/// early, or its result depends on the correction of the clock. If there is such a doubt, STS is asked once whether it accepts the key, and the answer
/// is saved for all processes. If STS accepted a key after its expiry, the real expiry is unknown.
/// </summary>
/// <param name="remembered">The saved answers of STS.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class KeyJudge(KeyValidityCache remembered, AwsClock clock)
{
    /// <summary>STS is asked again after this time about a key that was valid after its expiry. A client asks for such a key equally often.</summary>
    private static readonly TimeSpan AskedAnew = TimeSpan.FromMinutes(10);

    /// <summary>Judges by the saved answers; does not ask STS.</summary>
    /// <param name="credential">The credential.</param>
    public KeyReading Judge(AwsCredential credential) => IsInDoubt(credential)
        ? Apply(credential, remembered.LastWord(credential.AccessKeyId))
        : new KeyReading(credential, remembered.Read(credential.AccessKeyId), clock);

    /// <summary>The same, and STS is asked if its saved answers do not resolve a doubt.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="ask">Asks STS and saves the answer.</param>
    /// <param name="isThorough">STS is asked also if there is no doubt, unless it has accepted the key a moment ago.</param>
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
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

    /// <summary>Only the correction of the clock decides whether the key has expired: the machine's own clock has the opposite result.</summary>
    private bool IsByClock(CredentialExpiry expiry) =>
        clock.Skew != TimeSpan.Zero && expiry.HasExpired(clock.GetUtcNow()) != expiry.HasExpired(clock.Machine.GetUtcNow());

    /// <summary>
    /// The key may have expired, but STS could still accept it. There is no doubt about an expiry that comes from a service. If STS accepts a key in the minute
    /// before its expiry, the expiry can still be right.
    /// </summary>
    private static bool IsByEnd(AwsCredential credential, CredentialExpiry expiry, DateTimeOffset now) =>
        credential is { SessionToken: not null, Origin.Kind: CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile or CredentialSourceKind.Environment }
        && expiry.Earliest <= now
        && (expiry.Doubt is not null || now - expiry.Instant < ExpiryDiscovery.LongestLife);

    /// <summary>STS accepted the key after the expiry that is in doubt, and so recently that its answer is still valid.</summary>
    private bool IsFresh(DateTimeOffset at, AwsCredential credential, bool isThorough)
    {
        CredentialExpiry expiry = credential.Expiry!;
        TimeSpan age = clock.Machine.GetUtcNow() - at;
        bool hasPassed = IsByClock(expiry) || expiry.HasExpired(clock.GetUtcNow());
        return Speaks(at, expiry) && age < (isThorough ? KeyValidityCache.AliveFor : hasPassed ? AskedAnew : TimeSpan.MaxValue);
    }

    /// <summary>Whether an acceptance at that time resolves the doubt.</summary>
    private bool Speaks(DateTimeOffset at, CredentialExpiry expiry) => IsByClock(expiry) ? SpeaksOfClock(at, expiry) : at + clock.Skew >= expiry.Earliest;

    /// <summary>Whether the key had expired at that time by one of the two clocks.</summary>
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
            // The earliest possible expiry was the right one.
            return new KeyReading(expiry.Earliest <= clock.GetUtcNow() ? credential.WithEnd(new CredentialExpiry(expiry.Earliest, expiry.Source)) : credential, KeyValidity.Dead, clock);
        }

        if (IsByClock(expiry) && expiry.HasExpired(clock.GetUtcNow()))
        {
            // STS accepted the key after its expiry by AWS's time. This shows that the correction is wrong.
            var machine = new KeyJudge(remembered, clock.WithoutSkew());
            return machine.IsInDoubt(credential) ? machine.Apply(credential, word) : new KeyReading(credential, Recent(said.At), machine.Clock);
        }

        AwsCredential settled = IsByClock(expiry) ? credential
            : said.At + clock.Skew >= expiry.Instant
                ? credential.WithoutEnd($"AWS accepted the key after the expiry from {expiry.Source} ({Timestamp.Format(expiry.Instant)})")
                : credential.WithEnd(new CredentialExpiry(expiry.Instant, expiry.Source));
        return new KeyReading(settled, Recent(said.At), clock);
    }

    private AwsClock Clock => clock;

    private KeyValidity? Recent(DateTimeOffset at) => clock.Machine.GetUtcNow() - at < KeyValidityCache.AliveFor ? KeyValidity.Alive : null;
}
