using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>Signs as AWS Signature Version 4 (AWS IAM user guide, "Create a signed AWS API request").</summary>
internal static class RequestSigner
{
    public static void Sign(HttpRequestMessage request, byte[] body, ClientKey key, string service, string region, DateTimeOffset now)
    {
        string date = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Uri url = request.RequestUri!;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = url.Authority, ["x-amz-date"] = date };
        if (key.SessionToken is not null)
        {
            headers["x-amz-security-token"] = key.SessionToken;
        }

        string path = string.Join('/', url.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        string names = string.Join(';', headers.Keys);
        string canonicalHeaders = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        string canonicalRequest = $"{request.Method}\n{path}\n{url.Query.TrimStart('?')}\n{canonicalHeaders}\n{names}\n{Hash(body)}";
        string scope = $"{date[..8]}/{region}/{service}/aws4_request";
        string toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";
        byte[] signing = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + key.SecretAccessKey), Mac);
        foreach ((string name, string value) in headers.Where(header => header.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={key.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(Mac(signing, toSign))}");
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));
}
