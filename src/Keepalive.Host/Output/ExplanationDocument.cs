using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keepalive.Aws.AccessKeys;
using Keepalive.Diagnostics.Explanation;

namespace Keepalive.Host.Output;

/// <summary>The document of <c>explain --json</c>. Fields are added, never renamed. Contains no secret.</summary>
internal sealed record ExplanationDocument(
    string? Profile,
    string? ChosenBy,
    bool IsOffline,
    CredentialSourceKind? Source,
    string? KeyEnding,
    string? Expires,
    string? ClientIsTold,
    string? ErrorCode,
    string Sentence,
    IReadOnlyList<ExplanationStep> Steps)
{
    public static ExplanationDocument From(CredentialExplanation explanation) => new(
        explanation.Profile,
        explanation.ChosenBy,
        explanation.IsOffline,
        explanation.Source,
        explanation.KeyEnding,
        explanation.Expires is { } expires ? Timestamp.Format(expires) : null,
        explanation.ClientIsTold is { } told ? Timestamp.Format(told) : null,
        explanation.ErrorCode,
        explanation.Sentence,
        explanation.Steps);
}

/// <summary>Serialisation without reflection, for native AOT.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExplanationDocument))]
internal sealed partial class ExplanationJsonContext : JsonSerializerContext
{
    /// <summary>Names in any script stay readable.</summary>
    public static ExplanationJsonContext Readable =>
        new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
