using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keepalive.Credentials;
using Keepalive.Sessions;

namespace Keepalive.Host.Output;

/// <summary>A session as <c>status --json</c> prints it. Fields are added, never renamed. Holds no secret.</summary>
internal sealed record StatusDocument(
    string? Profile,
    string? ChosenBy,
    CredentialSourceKind? Source,
    string? Location,
    string? AccessKeyId,
    string? Expires,
    long? RemainingSeconds,
    string? ExpirySource,
    string? ExpiryDoubt,
    long ClockSkewSeconds,
    SessionVerdict Verdict,
    bool IsUsable,
    string? ErrorCode,
    string? Note)
{
    public static StatusDocument From(SessionReport report) => new(
        report.Profile,
        report.ChosenBy,
        report.Source,
        report.Location,
        report.MaskedAccessKeyId,
        report.Expires is { } expires ? Timestamp.Format(expires) : null,
        report.Remaining is { } remaining ? (long)remaining.TotalSeconds : null,
        report.ExpirySource,
        report.ExpiryDoubt,
        (long)report.ClockSkew.TotalSeconds,
        report.Verdict,
        report.IsUsable,
        report.ErrorCode,
        report.Note);
}

/// <summary>Serialisation without reflection, for native AOT.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(StatusDocument[]))]
internal sealed partial class StatusJsonContext : JsonSerializerContext
{
    /// <summary>Profile names in any script stay readable.</summary>
    public static StatusJsonContext Readable =>
        new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
