using System.Text.Json;

namespace Keepalive.Aws.Network;

/// <summary>
/// Reads the type of an error answer: the header <c>x-amzn-ErrorType</c>, then <c>__type</c>, <c>code</c> and last the OAuth word of
/// <c>error</c>. The SDK and botocore do not know that last form; <see cref="Normalize"/> makes the SDK understand it.
/// Source: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
/// </summary>
internal static class ErrorAnswer
{
    public const string TypeHeader = "x-amzn-ErrorType";

    private const int MaximumTypeLength = 64;

    private static readonly Dictionary<string, string> OAuthWords = new(StringComparer.Ordinal)
    {
        ["authorization_pending"] = "AuthorizationPendingException",
        ["slow_down"] = "SlowDownException",
        ["expired_token"] = "ExpiredTokenException",
        ["invalid_grant"] = "InvalidGrantException",
        ["invalid_client"] = "InvalidClientException",
        ["access_denied"] = "AccessDeniedException",
        ["unauthorized_client"] = "UnauthorizedClientException",
        ["invalid_scope"] = "InvalidScopeException",
        ["invalid_request"] = "InvalidRequestException",
        ["unsupported_grant_type"] = "UnsupportedGrantTypeException",
        ["invalid_client_metadata"] = "InvalidClientMetadataException",
        ["invalid_redirect_uri"] = "InvalidRedirectUriException",
        ["server_error"] = "InternalServerException",
    };

    /// <summary>The bare name of the error, or null when the answer has none.</summary>
    /// <param name="header">The value of <see cref="TypeHeader"/>, or null.</param>
    /// <param name="body">The body, whatever it is.</param>
    public static string? TypeOf(string? header, ReadOnlySpan<byte> body) => Bare(header) ?? FromBody(body);

    /// <summary>Writes the type into the header if it is not there or not bare.</summary>
    public static void Normalize(HttpResponseMessage answer, byte[] body)
    {
        string? header = answer.Headers.TryGetValues(TypeHeader, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        if (TypeOf(header, body) is { } type && type != header)
        {
            answer.Headers.Remove(TypeHeader);
            answer.Headers.TryAddWithoutValidation(TypeHeader, type);
        }
    }

    /// <summary><c>ns#Name:http://…</c> → <c>Name</c>.</summary>
    private static string? Bare(string? text)
    {
        ReadOnlySpan<char> name = text;
        int colon = name.IndexOf(':');
        name = colon < 0 ? name : name[..colon];
        name = name[(name.LastIndexOf('#') + 1)..].Trim();

        // It goes into messages, so nothing that is not a name is taken for one.
        foreach (char letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '.' or '-'))
            {
                return null;
            }
        }

        return name.Length is > 0 and <= MaximumTypeLength ? name.ToString() : null;
    }

    private static string? FromBody(ReadOnlySpan<byte> body)
    {
        string? type = null;
        string? code = null;
        string? error = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                string? name = reader.GetString();
                reader.Read();
                string? value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                switch (name)
                {
                    case "__type":
                        type = Bare(value);
                        break;
                    case "code" or "Code":
                        code = Bare(value);
                        break;
                    case "error":
                        error = value is not null && OAuthWords.TryGetValue(value, out string? known) ? known : null;
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON (STS answers in XML, which the SDK reads), or cut short: what was read before counts.
        }

        return type ?? code ?? error;
    }
}
