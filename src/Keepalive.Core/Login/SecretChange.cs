using Keepalive.Secrets;

namespace Keepalive.Login;

/// <summary>A secret is set by a person: kept, and the breaker looks at the new value.</summary>
/// <param name="Store">The store it is kept in, as it is called.</param>
/// <param name="Warning">What the person should know about that store, or null.</param>
/// <param name="WasRejected">It is the very value that the identity provider has refused.</param>
public sealed record SecretChange(string Store, string? Warning, bool WasRejected)
{
    /// <summary>One sentence on the result of setting it. Prompts for no value, and stores nothing.</summary>
    /// <param name="keeper">Where it would go.</param>
    /// <param name="name">Which one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">TotpSeedForbidden, SecretStoreUnavailable, SecretStoreFailed, TimedOut.</exception>
    public static async Task<string> ForecastAsync(SecretKeeper keeper, SecretName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keeper);
        keeper.RequireAllowed(name);
        bool exists = await keeper.ExistsAsync(name, cancellationToken).ConfigureAwait(false);
        return $"The {name} would be stored in {keeper.Store!.DisplayName}{(exists ? ", in the place of the one that is there" : string.Empty)}.";
    }

    /// <summary>Sets it.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="keeper">Where it goes.</param>
    /// <param name="name">Which one.</param>
    /// <param name="secret">The value.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">What <see cref="SecretKeeper.WriteAsync"/> throws; StateFolderUnusable.</exception>
    public static async Task<SecretChange> SetAsync(
        SystemEnvironment environment, SecretKeeper keeper, SecretName name, Secret secret, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keeper);
        await keeper.WriteAsync(name, secret, cancellationToken).ConfigureAwait(false);
        var breaker = new LoginBreaker(environment, name, clock);

        // Only then is the fingerprint worth its cost.
        bool wasRejected = breaker.Read() is { RejectedAt: not null } or { HasFailed: true }
            && await breaker.ValueSetAsync(await keeper.FingerprintAsync(name, secret, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new SecretChange(keeper.Store!.DisplayName, keeper.Store.Warning, wasRejected);
    }
}
