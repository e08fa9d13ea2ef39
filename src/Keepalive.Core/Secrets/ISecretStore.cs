namespace Keepalive.Secrets;

/// <summary>
/// A place where secrets are kept. The methods may wait for the system, and for the person whose store is locked: they are
/// called off the main thread, and end as soon as they can when cancelled.
/// </summary>
public interface ISecretStore
{
    /// <summary>How it is chosen: <c>secret-service</c>.</summary>
    string Name { get; }

    /// <summary>How it is called: <c>the Secret Service</c>.</summary>
    string DisplayName { get; }

    /// <summary>A warning for the person about this store, or null.</summary>
    string? Warning { get; }

    /// <summary>Null when it can be used on this machine at this moment, else why not, in words.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    string? FindObstacle(CancellationToken cancellationToken);

    /// <summary>The secret, or null when there is none.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreFailed.</exception>
    Secret? Read(SecretName name, CancellationToken cancellationToken);

    /// <summary>Whether there is one.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreFailed.</exception>
    bool Exists(SecretName name, CancellationToken cancellationToken);

    /// <summary>Stores it, in the place of an older one.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="secret">The value.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreFailed.</exception>
    void Write(SecretName name, Secret secret, CancellationToken cancellationToken);

    /// <summary>Removes it; false when there was none.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreFailed.</exception>
    bool Remove(SecretName name, CancellationToken cancellationToken);
}
