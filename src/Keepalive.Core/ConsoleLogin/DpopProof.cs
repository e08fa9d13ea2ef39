using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.ConsoleLogin;

/// <summary>The proof that a request comes from the holder of a key (DPoP, RFC 9449): a JWT for one request, signed with ES256.</summary>
internal static class DpopProof
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Reads a private key in either form of PEM that the AWS tools write (SEC 1, PKCS#8); null for anything else than a key on P-256.</summary>
    public static ECDsa? ReadKey(string pem)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: true) is { D.Length: 32, Curve.Oid: { } curve } && (curve.Value == P256 || curve.FriendlyName is "nistP256" or "ECDSA_P256"))
            {
                return key;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // A public key, another algorithm, an encrypted or damaged text.
        }

        key.Dispose();
        return null;
    }

    /// <summary>A new private key as the aws CLI writes it: SEC 1.</summary>
    public static string CreateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem() + "\n";
    }

    /// <summary>The proof of one POST request.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="url">The address, without query and fragment.</param>
    /// <param name="now">AWS's time.</param>
    public static string Create(ECDsa key, Uri url, DateTimeOffset now)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        string header = $$$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"{{{Base64Url.Encode(point.X)}}}","y":"{{{Base64Url.Encode(point.Y)}}}"}}""";
        string payload = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"jti":"{{{Guid.NewGuid():D}}}","htm":"POST","htu":"{{{url.GetLeftPart(UriPartial.Path)}}}","iat":{{{now.ToUnixTimeSeconds()}}}}""");
        string text = $"{Base64Url.Encode(Encoding.UTF8.GetBytes(header))}.{Base64Url.Encode(Encoding.UTF8.GetBytes(payload))}";
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{text}.{Base64Url.Encode(signature)}";
    }
}
