namespace Keepalive.Credentials;

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
