using System.Text.Json;
using Keepalive.Aws.AccessKeys;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// Reads what a <c>credential_process</c> printed.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
/// </summary>
internal static class CredentialProcessOutput
{
    /// <summary>The credential, or the reason why the output is none (never a piece of it).</summary>
    public static AwsCredential Read(ReadOnlyMemory<byte> output, string profile, string program, CredentialOrigin? origin = null, TimeProvider? clock = null)
    {
        if (output.Span.StartsWith("\uFEFF"u8))
        {
            output = output[3..];
        }

        if (output.IsEmpty)
        {
            throw Invalid("printed nothing");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(output);
        }
        catch (JsonException exception)
        {
            throw Invalid($"printed text that is not JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})");
        }

        using (document)
        {
            try
            {
                return Read(document.RootElement);
            }
            catch (InvalidOperationException)
            {
                // The parser passes over bytes and escapes that make no text; they are noticed when the text is asked for.
                throw Invalid("printed text that is not Unicode");
            }
        }

        AwsCredential Read(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Invalid("printed JSON that is not an object");
            }

            if (!root.TryGetProperty("Version", out JsonElement version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number != 1)
            {
                throw Invalid("did not print Version 1");
            }

            var material = new KeyMaterial(Text(root, "AccessKeyId"), Text(root, "SecretAccessKey"), Text(root, "SessionToken"), $"the output of {program}");
            CredentialExpiry? expiry = Text(root, "Expiration") is not { } expiration
                ? null
                : ExpiryDiscovery.Read(expiration, origin is null ? $"Expiration, printed by {program}" : "IAM Identity Center", section: null, clock ?? TimeProvider.System) ?? throw Invalid("printed an Expiration that is not a time");
            return material.ToCredential(profile, expiry, origin ?? new CredentialOrigin(CredentialSourceKind.CredentialProcess, program));
        }

        string? Text(JsonElement root, string name) => !root.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null
            ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Invalid($"printed a {name} that is not text");

        KeepaliveException Invalid(string reason) => KeepaliveErrors.CredentialProcessOutputInvalid(profile, program, reason);
    }
}
