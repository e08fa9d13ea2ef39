using Keepalive.Configuration;
using Keepalive.Platform.Native.Libsecret;

namespace Keepalive.Secrets;

/// <summary>
/// The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC), through libsecret, which is loaded when the first
/// secret is asked for. Source: freedesktop.org Secret Service API.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
internal sealed class SecretServiceStore(SystemEnvironment environment) : ISecretStore
{
    public const string StoreName = SecretStoreNames.SecretService;

    public string Name => StoreName;

    public string DisplayName => "the Secret Service";

    public string? Warning => null;

    public string? FindObstacle(CancellationToken cancellationToken)
    {
        // Asked first: without a bus GLib would try to start one.
        if (!HasSessionBus)
        {
            return "there is no D-Bus session bus (DBUS_SESSION_BUS_ADDRESS is not set, and XDG_RUNTIME_DIR has no bus)";
        }

        if (!SecretPassword.IsInstalled)
        {
            return "libsecret-1.so.0 is not installed (Debian, Ubuntu: libsecret-1-0; Fedora: libsecret)";
        }

        return SecretPassword.Lookup("probe", out Secret? none, cancellationToken) is { } problem ? problem : Discard(none);
    }

    public Secret? Read(SecretName name, CancellationToken cancellationToken)
    {
        Check(SecretPassword.Lookup(name.Key, out Secret? secret, cancellationToken), cancellationToken);
        return secret;
    }

    public bool Exists(SecretName name, CancellationToken cancellationToken)
    {
        Check(SecretPassword.Search(name.Key, out bool exists, cancellationToken), cancellationToken);
        return exists;
    }

    public void Write(SecretName name, Secret secret, CancellationToken cancellationToken) =>
        Check(SecretPassword.Store(name.Key, $"claude-aws: {name.Description}", secret.Utf8, cancellationToken), cancellationToken);

    public bool Remove(SecretName name, CancellationToken cancellationToken)
    {
        Check(SecretPassword.Clear(name.Key, out bool existed, cancellationToken), cancellationToken);
        return existed;
    }

    private bool HasSessionBus =>
        environment.Get("DBUS_SESSION_BUS_ADDRESS") is not null
        || (environment.Get("XDG_RUNTIME_DIR") is { } folder && File.Exists(environment.Combine(folder, "bus")));

    private static string? Discard(Secret? secret)
    {
        secret?.Dispose();
        return null;
    }

    private void Check(string? problem, CancellationToken cancellationToken)
    {
        if (problem is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw KeepaliveErrors.SecretStoreFailed(DisplayName, problem);
        }
    }
}
