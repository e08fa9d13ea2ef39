using System.Runtime.Versioning;

namespace Keepalive.Secrets;

/// <summary>The stores that there are, and the choice among them: nothing of any is touched before a secret is needed.</summary>
public static class SecretStores
{
    /// <summary>The chosen store, otherwise the system's store.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="named">What the caller, the variable or the configuration names, or null.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreUnavailable: it, or every one, can't be used; with the reasons.</exception>
    public static ISecretStore Choose(SystemEnvironment environment, string? named, TimeProvider clock, CancellationToken cancellationToken) =>
        Choose(Of(environment, clock), named, cancellationToken);

    internal static ISecretStore Choose(IReadOnlyList<ISecretStore> stores, string? named, CancellationToken cancellationToken)
    {
        List<string> reasons = [];
        foreach (ISecretStore store in stores)
        {
            // An unprotected store only on request.
            bool isMeant = named is null ? store.Name != PlainTextFileStore.StoreName : string.Equals(store.Name, named, StringComparison.OrdinalIgnoreCase);
            string? obstacle = isMeant || named is not null ? store.FindObstacle(cancellationToken) : "used only if you choose it";
            if (isMeant && obstacle is null)
            {
                return store;
            }

            reasons.Add($"{store.Name}: {obstacle ?? "can be used"}");
        }

        throw KeepaliveErrors.SecretStoreUnavailable(named, string.Join("; ", reasons));
    }

    private static List<ISecretStore> Of(SystemEnvironment environment, TimeProvider clock)
    {
        List<ISecretStore> stores = [];
        if (OperatingSystem.IsWindows())
        {
            stores.Add(OnWindows(environment, clock));
        }
        else if (OperatingSystem.IsMacOS())
        {
            stores.Add(OnMac());
        }
        else
        {
            stores.Add(new SecretServiceStore(environment));
        }

        stores.Add(new PlainTextFileStore(environment, clock));
        return stores;
    }

    [SupportedOSPlatform("windows")]
    private static WindowsCredentialStore OnWindows(SystemEnvironment environment, TimeProvider clock) => new(environment, clock);

    [SupportedOSPlatform("macos")]
    private static KeychainStore OnMac() => new();
}
