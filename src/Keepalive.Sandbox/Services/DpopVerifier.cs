using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Keepalive.Sandbox.Services;

/// <summary>Checks the DPoP proof of a request (RFC 9449, 4.3): form, key, signature, method, address, age, and that it comes once.</summary>
internal sealed class DpopVerifier(SandboxOptions options)
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    /// <summary>The key of the proof, as its thumbprint (RFC 7638).</summary>
    /// <exception cref="ServiceErrorException">INVALID_REQUEST, with the fault.</exception>
    public string Verify(string? proof, string method, Uri address)
    {
        if (proof?.Split('.') is not [var header, var payload, var signature] || Read(header) is not { } head || Read(payload) is not { } claims)
        {
            throw Invalid("the DPoP header is missing, or no JWT");
        }

        if (Text(head, "typ") != "dpop+jwt" || Text(head, "alg") != "ES256" || head["jwk"] is not JsonObject jwk || Text(jwk, "kty") != "EC" || Text(jwk, "crv") != "P-256"
            || jwk.ContainsKey("d") || Bytes(Text(jwk, "x")) is not { Length: 32 } x || Bytes(Text(jwk, "y")) is not { Length: 32 } y)
        {
            throw Invalid("the head of the DPoP proof is not that of ES256 with a public key");
        }

        using ECDsa key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
        if (Bytes(signature) is not { Length: 64 } raw
            || !key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{payload}"), raw, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            throw Invalid("the signature of the DPoP proof is wrong");
        }

        if (Text(claims, "htm") != method || Text(claims, "htu") != address.AbsoluteUri)
        {
            throw Invalid("the DPoP proof is for another request");
        }

        if (claims["iat"] is not JsonValue issued || !issued.TryGetValue(out long seconds) || (DateTimeOffset.FromUnixTimeSeconds(seconds) - options.Now).Duration() > s_skew)
        {
            throw Invalid("the DPoP proof is too old, or from the future");
        }

        return Text(claims, "jti") is { Length: > 0 } id && _seen.TryAdd(id, true) ? Base64Url.EncodeToString(SHA256.HashData([.. x, .. y]))
            : throw Invalid("the DPoP proof was used before");
    }

    private static JsonObject? Read(string part)
    {
        try
        {
            return Bytes(part) is { } json ? JsonNode.Parse(json) as JsonObject : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string? text)
    {
        try
        {
            return text is null ? null : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static ServiceErrorException Invalid(string message) => new("INVALID_REQUEST", message);
}
