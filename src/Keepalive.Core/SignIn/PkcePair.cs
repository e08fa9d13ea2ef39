using System.Security.Cryptography;
using System.Text;

namespace Keepalive.SignIn;

/// <summary>A code verifier and its S256 challenge (RFC 7636): a stolen code can't be used without the verifier.</summary>
/// <param name="Verifier">64 characters of base64url. A secret.</param>
/// <param name="Challenge">43 characters of base64url, unpadded.</param>
internal sealed record PkcePair(string Verifier, string Challenge)
{
    private const int VerifierBytes = 48; // 64 characters, without a rest.

    public static PkcePair Create()
    {
        string verifier = Base64Url.Encode(RandomNumberGenerator.GetBytes(VerifierBytes));
        return new PkcePair(verifier, Base64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    /// <summary>Random text that owes nothing to a verifier: what links the answer to this request travels in the open.</summary>
    public static string CreateState() => Base64Url.Encode(RandomNumberGenerator.GetBytes(32));

    /// <summary>The challenge alone, which is public.</summary>
    public override string ToString() => Challenge;
}
