using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>Keys as the client holds them.</summary>
internal sealed partial record ClientKey(string AccessKeyId, string SecretAccessKey, string? SessionToken, DateTimeOffset? Expiration)
{
    /// <summary>The output of <c>awsCredentialExport</c>: the wrapped or the flat form, in any case with a session token; null if it is rejected.</summary>
    public static ClientKey? Read(string output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output.TrimStart('\uFEFF'));
            JsonElement keys = document.RootElement.TryGetProperty("Credentials", out JsonElement inner) ? inner : document.RootElement;
            string? Text(string name) => keys.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return Text("AccessKeyId") is { Length: > 0 } id && Text("SecretAccessKey") is { Length: > 0 } secret && Text("SessionToken") is { Length: > 0 } token
                ? new ClientKey(id, secret, token, ReadExpiration(Text("Expiration")))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Only ISO 8601; any other value is ignored.</summary>
    private static DateTimeOffset? ReadExpiration(string? text) =>
        text is not null && IsoForm().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant
            : null;

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T")]
    private static partial Regex IsoForm();
}
