using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Aws.Network;

/// <summary>A PEM file of further certificate authorities, and who named it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Source">The variable or the profile key.</param>
internal sealed record CaBundle(string Path, string Source)
{
    /// <summary>A full public bundle has 0.3 MB.</summary>
    private const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Reads all certificates of the file; text between them and other PEM objects are skipped.</summary>
    /// <exception cref="KeepaliveException">It can't be read, holds a broken certificate, or none.</exception>
    public X509Certificate2Collection Read()
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            FileSnapshot file = FileSnapshot.Read(Path, MaximumLength, TimeProvider.System);
            if (!file.Exists)
            {
                throw KeepaliveErrors.CaBundleUnreadable(Path, Source, "the file does not exist");
            }

            certificates.ImportFromPem(Encoding.UTF8.GetString(file.Content.Span));
        }
        catch (FileTooLargeException tooLarge)
        {
            throw KeepaliveErrors.CaBundleUnreadable(Path, Source, $"it has {tooLarge.Length} bytes, too many for a certificate bundle", tooLarge);
        }
        catch (CryptographicException broken)
        {
            throw KeepaliveErrors.CaBundleUnreadable(Path, Source, "one of its certificates is broken", broken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.CaBundleUnreadable(Path, Source, FileFault.Describe(Path, exception), exception);
        }

        return certificates.Count > 0
            ? certificates
            : throw KeepaliveErrors.CaBundleUnreadable(Path, Source, "it contains no PEM certificate");
    }
}
