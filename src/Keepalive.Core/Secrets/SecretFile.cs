using System.Security.Cryptography;
using Keepalive.Platform.Files;
using Keepalive.Workers;

namespace Keepalive.Secrets;

/// <summary>A file of one secret in the state folder, the owner's alone. What its bytes are is its store's business.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="store">The store, for errors.</param>
/// <param name="extension">Tells the stores' files apart.</param>
/// <param name="clock">Tells the age of the last change.</param>
internal sealed class SecretFile(SystemEnvironment environment, string store, string extension, TimeProvider clock)
{
    /// <summary>The encryption makes a value longer.</summary>
    private const int MaximumLength = 4 * Secret.MaximumLength;

    public string PathOf(SecretName name) =>
        StatePaths.Of(environment, StatePaths.Secrets, "for " + WorkerPaths.FileName(name.CaselessKey) + extension);

    /// <summary>Hands the bytes to <paramref name="use"/> and zeroes them; null when there is no file.</summary>
    public Secret? Read(SecretName name, Func<byte[], Secret> use)
    {
        string path = PathOf(name);
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(path, MaximumLength, clock);
            if (!snapshot.Exists)
            {
                return null;
            }

            byte[] content = snapshot.Content.ToArray();
            try
            {
                return use(content);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(content);
                CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsMemory(snapshot.Content).Span);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SecretStoreFailed(store, $"{path}: {FileFault.Describe(path, exception)}", exception);
        }
    }

    public bool Exists(SecretName name) => File.Exists(PathOf(name));

    public void Write(SecretName name, ReadOnlySpan<byte> content)
    {
        string path = PathOf(name);
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SecretStoreFailed(store, $"{path}: {FileFault.Describe(path, exception)}", exception);
        }
    }

    public bool Remove(SecretName name)
    {
        string path = PathOf(name);
        try
        {
            bool existed = File.Exists(path);
            File.Delete(path);
            return existed;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SecretStoreFailed(store, $"{path}: {FileFault.Describe(path, exception)}", exception);
        }
    }
}
