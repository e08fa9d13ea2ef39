using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>An <c>Authorization</c> header of AWS Signature Version 4 (AWS IAM user guide, "Create a signed AWS API request").</summary>
internal sealed partial record SignatureVersion4(string AccessKeyId, string Scope, string SignedHeaders, string Signature, string Date)
{
    public DateTimeOffset SignedAt { get; private init; }

    /// <summary>Null when the request bears none that can be read.</summary>
    public static SignatureVersion4? Read(SandboxRequest request)
    {
        Match match = HeaderForm().Match(request.Header("Authorization") ?? "");
        string date = request.Header("x-amz-date") ?? "";
        return match.Success && DateTimeOffset.TryParseExact(
            date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset signedAt)
            ? new SignatureVersion4(match.Groups["key"].Value, match.Groups["scope"].Value, match.Groups["headers"].Value, match.Groups["signature"].Value, date)
            {
                SignedAt = signedAt,
            }
            : null;
    }

    /// <summary>Whether that secret made it, over exactly this request, for that service.</summary>
    public bool IsRight(SandboxRequest request, string secretAccessKey, string service)
    {
        string[] scope = Scope.Split('/');
        string[] headers = SignedHeaders.Split(';');
        string payloadHash = Hash(request.Body);
        if (scope[0] != Date[..8] || scope[2] != service || !headers.Contains("host") || !headers.Contains("x-amz-date")
            || (request.Header("x-amz-content-sha256") is { } told && told != payloadHash)
            || (request.Header("x-amz-security-token") is not null && !headers.Contains("x-amz-security-token")))
        {
            return false;
        }

        string[] target = request.Target.Split('?', 2);
        string query = target.Length < 2 ? "" : string.Join('&', target[1].Split('&').Order(StringComparer.Ordinal));
        string canonicalHeaders = string.Concat(headers.Select(name => $"{name}:{Spaces().Replace(request.Header(name) ?? "", " ").Trim()}\n"));
        // Every service but S3: what is encoded in the path already is encoded once more.
        string path = string.Join('/', target[0].Split('/').Select(Uri.EscapeDataString));
        string canonicalRequest = $"{request.Method}\n{path}\n{query}\n{canonicalHeaders}\n{SignedHeaders}\n{payloadHash}";
        string toSign = $"AWS4-HMAC-SHA256\n{Date}\n{Scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

        byte[] key = scope.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretAccessKey), Sign);
        return Secrets.AreEqual(Convert.ToHexStringLower(Sign(key, toSign)), Signature);
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<scope>[0-9]{8}/[^/]+/[^/]+/aws4_request), ?SignedHeaders=(?<headers>[^, ]+), ?Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex HeaderForm();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
