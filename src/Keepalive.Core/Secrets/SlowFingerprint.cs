using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Secrets;

/// <summary>
/// Distinguishes one value of a secret that no store keeps from another. There is no key in a store, and no store is asked for one, because a user of a
/// password manager may have no store at all. A slow hash instead (PBKDF2, RFC 8018), so that the state folder alone is of little use for trying passwords.
/// </summary>
internal static class SlowFingerprint
{
    private const string SaltFile = "command.salt";
    private const int SaltLength = 32;

    /// <summary>As OWASP's cheat sheet on the storage of passwords has it for SHA-256.</summary>
    private const int Iterations = 600_000;

    /// <summary>Makes it.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="secret">The value.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting for another process.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable, TimedOut.</exception>
    public static async Task<string> MakeAsync(SystemEnvironment environment, SecretName name, Secret secret, TimeProvider clock, CancellationToken cancellationToken)
    {
        byte[] salt = await SaltAsync(environment, clock, cancellationToken).ConfigureAwait(false);
        return Hexadecimal.Lower(Rfc2898DeriveBytes.Pbkdf2(secret.Utf8, [.. salt, .. Encoding.UTF8.GetBytes(name.Key)], Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes));
    }

    /// <summary>The salt of this state folder; made at its first use.</summary>
    internal static async Task<byte[]> SaltAsync(SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        byte[] salt = [];
        await SecretStateFile.ChangeAsync(
            environment, SaltFile, 2 * SaltLength,
            content =>
            {
                salt = content.ToArray();
                return salt.Length == SaltLength ? null : salt = RandomNumberGenerator.GetBytes(SaltLength);
            },
            clock, cancellationToken).ConfigureAwait(false);
        return salt;
    }
}
