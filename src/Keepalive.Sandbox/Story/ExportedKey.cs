using System.Text.Json;

namespace Keepalive.Sandbox.Story;

/// <summary>The output of <c>claude-aws export</c>, without its secrets.</summary>
internal sealed record ExportedKey(string AccessKeyId, string Expiration)
{
    public string Masked => $"{AccessKeyId[..4]}****{AccessKeyId[^4..]}";

    /// <summary>Null when it is not what Claude Code takes.</summary>
    public static ExportedKey? Read(string output)
    {
        using JsonDocument document = JsonDocument.Parse(output);
        if (!document.RootElement.TryGetProperty("Credentials", out JsonElement credentials))
        {
            return null;
        }

        string? Text(string name) => credentials.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
        return Text("AccessKeyId") is { Length: >= 8 } key && Text("SecretAccessKey") is { Length: > 0 }
            && Text("SessionToken") is { Length: > 0 } && Text("Expiration") is { } expiration
            ? new ExportedKey(key, expiration)
            : null;
    }
}
