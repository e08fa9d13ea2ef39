
namespace Keepalive.Aws.AccessKeys;

/// <summary>
/// One credential, its parts of one moment and one source. Not a record: no compiler-made text may show the secrets.
/// </summary>
public sealed class AwsCredential
{
    internal AwsCredential(string accessKeyId, string secretAccessKey, string? sessionToken, CredentialExpiry? expiry, CredentialOrigin origin, string? profile)
    {
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = sessionToken;
        Expiry = expiry;
        Origin = origin;
        Profile = profile;
    }

    /// <summary>The access key id; not a secret, but shown masked.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret access key.</summary>
    public string SecretAccessKey { get; }

    /// <summary>The session token; null for a long-lived key.</summary>
    public string? SessionToken { get; }

    /// <summary>When it ends; null when nothing tells.</summary>
    public CredentialExpiry? Expiry { get; }

    /// <summary>Why the end is unknown, although something is there to tell it; null when nothing is.</summary>
    public string? ExpiryFault { get; private init; }

    /// <summary>Where it was found.</summary>
    public CredentialOrigin Origin { get; }

    /// <summary>A service has given it at this moment, in place of one that was kept.</summary>
    internal bool WasRenewed { get; init; }

    /// <summary>The profile it belongs to; null for environment variables.</summary>
    public string? Profile { get; }

    /// <summary>The access key id with its middle hidden.</summary>
    public string MaskedAccessKeyId => Mask(AccessKeyId);

    /// <summary>
    /// The same credential with its end as the machine's own clock will show it: what a program that knows nothing of
    /// the skew compares with.
    /// </summary>
    /// <param name="clock">AWS's time.</param>
    public AwsCredential OnMachineClock(AwsClock clock) => Expiry is null || clock.Skew == TimeSpan.Zero
        ? this
        : WithEnd(Expiry.Moved(-clock.Skew));

    /// <summary>The same credential, given at this moment.</summary>
    internal AwsCredential Renewed() => new(AccessKeyId, SecretAccessKey, SessionToken, Expiry, Origin, Profile) { ExpiryFault = ExpiryFault, WasRenewed = true };

    /// <summary>The same credential with another end.</summary>
    internal AwsCredential WithEnd(CredentialExpiry expiry) => new(AccessKeyId, SecretAccessKey, SessionToken, expiry, Origin, Profile) { WasRenewed = WasRenewed };

    /// <summary>The same credential with the earliest possible expiry, so that its user asks again in time.</summary>
    internal AwsCredential AtEarliest(DateTimeOffset now) =>
        Expiry is { EarliestReading: { } earliest } && earliest - now >= CredentialExpiry.LastUsable ? WithEnd(Expiry with { Instant = earliest }) : this;

    /// <summary>The same credential, its end unknown.</summary>
    /// <param name="fault">Why it is, although something is there to tell it.</param>
    internal AwsCredential WithoutEnd(string fault) => new(AccessKeyId, SecretAccessKey, SessionToken, expiry: null, Origin, Profile) { ExpiryFault = fault, WasRenewed = WasRenewed };

    /// <summary>Refuses a credential that has expired or will within a minute.</summary>
    /// <param name="now">The present, UTC.</param>
    /// <exception cref="KeepaliveException">CredentialExpired.</exception>
    public void ThrowIfExpired(DateTimeOffset now)
    {
        if (Expiry is { } expiry && expiry.HasExpired(now))
        {
            throw KeepaliveErrors.CredentialExpired(Profile ?? ProfileWords.Environment, expiry.Instant, expiry.Source, now);
        }
    }

    /// <summary>The masked key and the origin.</summary>
    public override string ToString() => $"{MaskedAccessKeyId} ({Origin.Location})";

    /// <summary>The first four characters tell the kind of key, the last four which one it is.</summary>
    /// <param name="accessKeyId">A whole access key id.</param>
    internal static string Mask(string accessKeyId) =>
        accessKeyId.Length >= 12 ? $"{accessKeyId[..4]}****{accessKeyId[^4..]}" : "****";
}

/// <summary>When a credential ends, and how that is known.</summary>
/// <param name="Instant">The end, UTC; the latest where there are several readings.</param>
/// <param name="Source">What told it: a key with file and line, a variable, or the answer of a service.</param>
/// <param name="Doubt">Why the instant may be wrong, or null when it is certain.</param>
public sealed record CredentialExpiry(DateTimeOffset Instant, string Source, string? Doubt = null)
{
    /// <summary>A credential that ends within this time is as good as expired: a request takes longer than its rest.</summary>
    public static readonly TimeSpan LastUsable = TimeSpan.FromMinutes(1);

    /// <summary>The earliest reading, UTC; null where there is one reading alone.</summary>
    internal DateTimeOffset? EarliestReading { get; init; }

    /// <summary>Until then there is no question that it lives.</summary>
    internal DateTimeOffset Earliest => EarliestReading ?? Instant;

    /// <summary>True when it has ended or ends within <see cref="LastUsable"/>.</summary>
    /// <param name="now">The present, UTC.</param>
    public bool HasExpired(DateTimeOffset now) => Instant - now < LastUsable;

    /// <summary>All readings moved by the same time.</summary>
    internal CredentialExpiry Moved(TimeSpan time) => this with { Instant = Instant + time, EarliestReading = EarliestReading + time };
}

/// <summary>Where a credential was found.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="Location">File and line, the variables' names, or the program; never a secret.</param>
public sealed record CredentialOrigin(CredentialSourceKind Kind, string Location);
