using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Keepalive.Configuration;
using Keepalive.Platform.Native.Advapi32;
using Keepalive.Platform.Native.Crypt32;

namespace Keepalive.Secrets;

/// <summary>
/// The Credential Manager of Windows: generic credentials of this user on this machine, in UTF-16 as its own window writes them.
/// Windows takes 2560 bytes a credential; what is longer goes into a file that the Data Protection API has encrypted for this user.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">Tells the age of the last change.</param>
[SupportedOSPlatform("windows")]
internal sealed class WindowsCredentialStore(SystemEnvironment environment, TimeProvider clock) : ISecretStore
{
    public const string StoreName = SecretStoreNames.CredentialManager;

    /// <summary>CRED_MAX_CREDENTIAL_BLOB_SIZE. Kept here, since not every Windows keeps it.</summary>
    public const int LongestBlob = 5 * 512;

    private readonly SecretFile _files = new(environment, DisplayedAs, ".dpapi", clock);

    private const string DisplayedAs = "the Windows Credential Manager";

    public string Name => StoreName;

    public string DisplayName => DisplayedAs;

    public string? Warning => null;

    public string? FindObstacle(CancellationToken cancellationToken)
    {
        int error = CredRead.Exists("claude-aws/probe", out _);
        return error == 0 ? null : $"it reports error {error}{(error == Credential.ERROR_NO_SUCH_LOGON_SESSION ? " (this logon session has no credentials: a service or a network logon)" : string.Empty)}";
    }

    public Secret? Read(SecretName name, CancellationToken cancellationToken)
    {
        Check(CredRead.Read(Target(name), out Secret? secret));
        return secret ?? _files.Read(name, content => Unprotect(name, content));
    }

    public bool Exists(SecretName name, CancellationToken cancellationToken)
    {
        Check(CredRead.Exists(Target(name), out bool exists));
        return exists || _files.Exists(name);
    }

    public void Write(SecretName name, Secret secret, CancellationToken cancellationToken)
    {
        using var value = new SecretCharacters(secret.Utf8);
        if (value.Bytes.Length <= LongestBlob)
        {
            Check(CredWrite.Write(Target(name), name.Key, value.Bytes));
            _files.Remove(name);
            return;
        }

        // The credential goes last: as long as it is there it is the one that is read.
        int error = CryptProtectData.Protect(secret.Utf8, Entropy(name), out byte[] protectedValue);
        Check(error);
        _files.Write(name, protectedValue);
        Check(CredDelete.Delete(Target(name), out _));
    }

    public bool Remove(SecretName name, CancellationToken cancellationToken)
    {
        Check(CredDelete.Delete(Target(name), out bool existed));
        return _files.Remove(name) || existed;
    }

    private static string Target(SecretName name) => "claude-aws/" + name.CaselessKey;

    /// <summary>Binds the file to its name: another secret's file in its place can't be decrypted.</summary>
    private static byte[] Entropy(SecretName name) => Encoding.UTF8.GetBytes("claude-aws/" + name.Key);

    private static Secret Unprotect(SecretName name, byte[] content)
    {
        Check(CryptUnprotectData.Unprotect(content, Entropy(name), out Secret? secret));
        return secret!;
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw KeepaliveErrors.SecretStoreFailed(DisplayedAs, $"error {error}: {Marshal.GetPInvokeErrorMessage(error).TrimEnd('.', '\r', '\n', ' ')}");
        }
    }
}
