using System.Security.Cryptography;

namespace Keepalive.Secrets;

/// <summary>
/// Distinguishes one value of a secret from another. A keyed hash whose key is next to the secret in its store: with only the
/// files of the state folder, passwords can't be tried.
/// </summary>
internal static class SecretFingerprint
{
    private const int KeyLength = 32;

    public static string Make(ISecretStore store, SecretName name, Secret secret, CancellationToken cancellationToken)
    {
        using Secret key = store.Read(name.FingerprintKey(), cancellationToken) ?? NewKey(store, name, cancellationToken);
        return Hexadecimal.Lower(HMACSHA256.HashData(key.Utf8, secret.Utf8));
    }

    private static Secret NewKey(ISecretStore store, SecretName name, CancellationToken cancellationToken)
    {
        // Text, since stores keep texts.
        var key = Secret.FromText(RandomNumberGenerator.GetHexString(2 * KeyLength, lowercase: true));
        store.Write(name.FingerprintKey(), key, cancellationToken);
        return key;
    }
}
