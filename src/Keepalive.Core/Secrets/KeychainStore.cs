using System.Runtime.Versioning;
using Keepalive.Configuration;
using Keepalive.Platform.Native.Security;

namespace Keepalive.Secrets;

/// <summary>
/// The macOS Keychain: generic passwords of the service <c>claude-aws</c> in the user's default keychain. The <c>security</c>
/// program is not used, since it takes the value on its command line.
/// </summary>
[SupportedOSPlatform("macos")]
internal sealed class KeychainStore : ISecretStore
{
    public const string StoreName = SecretStoreNames.Keychain;

    /// <summary>errSecInteractionNotAllowed.</summary>
    private const int Locked = -25308;

    /// <summary>errSecUserCanceled.</summary>
    private const int Cancelled = -128;

    /// <summary>errSecNoDefaultKeychain.</summary>
    private const int NoKeychain = -25307;

    public string Name => StoreName;

    public string DisplayName => "the macOS Keychain";

    public string? Warning => null;

    public string? FindObstacle(CancellationToken cancellationToken) =>
        KeychainItem.Exists("probe", out _) is not 0 and int status ? Describe(status) : null;

    public Secret? Read(SecretName name, CancellationToken cancellationToken)
    {
        Check(KeychainItem.Read(name.Key, out Secret? secret));
        return secret;
    }

    public bool Exists(SecretName name, CancellationToken cancellationToken)
    {
        Check(KeychainItem.Exists(name.Key, out bool exists));
        return exists;
    }

    public void Write(SecretName name, Secret secret, CancellationToken cancellationToken) =>
        Check(KeychainItem.Store(name.Key, $"claude-aws: {name.Description}", secret.Utf8));

    public bool Remove(SecretName name, CancellationToken cancellationToken)
    {
        Check(KeychainItem.Remove(name.Key, out bool existed));
        return existed;
    }

    private static string Describe(int status) => status switch
    {
        Locked => "it is locked, and its dialog can't be shown (unlock it with 'security unlock-keychain' in a terminal)",
        Cancelled => "access was denied in its dialog",
        NoKeychain => "this user has no default keychain",
        _ => $"it reports OSStatus {status}",
    };

    private void Check(int status)
    {
        if (status != 0)
        {
            throw KeepaliveErrors.SecretStoreFailed(DisplayName, Describe(status));
        }
    }
}
