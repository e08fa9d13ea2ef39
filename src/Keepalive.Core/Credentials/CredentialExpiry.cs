namespace Keepalive.Credentials;

/// <summary>When a credential ends, and how that is known.</summary>
/// <param name="Instant">The end, UTC.</param>
/// <param name="Source">What told it: a key with file and line, a variable, or the answer of a service.</param>
/// <param name="Doubt">Why the instant may be wrong, or null when it is certain.</param>
public sealed record CredentialExpiry(DateTimeOffset Instant, string Source, string? Doubt = null)
{
    /// <summary>A credential that ends within this time is as good as expired: a request takes longer than its rest.</summary>
    public static readonly TimeSpan LastUsable = TimeSpan.FromMinutes(1);

    /// <summary>True when it has ended or ends within <see cref="LastUsable"/>.</summary>
    /// <param name="now">The present, UTC.</param>
    public bool HasExpired(DateTimeOffset now) => Instant - now < LastUsable;
}
