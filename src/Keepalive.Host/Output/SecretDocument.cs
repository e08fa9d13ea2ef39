using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keepalive.Secrets;

namespace Keepalive.Host.Output;

/// <summary>One secret as <c>secret list --json</c> prints it, without a value. Fields are added, never renamed.</summary>
internal sealed record SecretDocument(
    string Kind, IReadOnlyList<string> Profiles, string? Account, string? Setting, string? Program, string? Store, bool? Exists, string Place)
{
    public static SecretDocument From(ListedSecret entry) => new(
        entry.Kind == SecretKind.Totp ? "totp" : "password", entry.Profiles, entry.Account, entry.Setting, entry.Program, entry.Store, entry.Exists, entry.Place);
}

/// <summary>Serialisation without reflection, for native AOT.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SecretDocument[]))]
internal sealed partial class SecretJsonContext : JsonSerializerContext
{
    /// <summary>Names in any script stay readable.</summary>
    public static SecretJsonContext Readable =>
        new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
