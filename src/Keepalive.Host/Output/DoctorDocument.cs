using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Host.Output;

/// <summary>The document of <c>doctor --json</c>. Fields are added, never renamed. Contains no secret.</summary>
internal sealed record DoctorDocument(
    string? Profile, string? ChosenBy, bool IsHealthy, int Checks, string Sentence, IReadOnlyList<DiagnosticFinding> Findings,
    IReadOnlyList<EndpointReport>? Endpoints, IReadOnlyList<ProgramTrust>? Programs, IReadOnlyList<HostToAllow>? HostsToAllow, IReadOnlyList<string>? Meanwhile,
    IReadOnlyList<ClaudeSettingsPlace> Settings, IReadOnlyList<ClaudeHelper> Helpers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DiagnosticFinding>? Repaired)
{
    public static DoctorDocument From(DiagnosticReport report, bool strict, IReadOnlyList<DiagnosticFinding>? repaired) =>
        new(report.Profile, report.ChosenBy, report.IsHealthy(strict), report.Checks, report.Sentence, report.Findings,
            report.Network?.Endpoints, report.Network?.Programs, report.Network?.HostsToAllow, report.Network?.Meanwhile, report.Settings, report.Helpers, repaired);
}

/// <summary>Serialisation without reflection, for native AOT.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorDocument))]
internal sealed partial class DoctorJsonContext : JsonSerializerContext
{
    /// <summary>Names in any script stay readable.</summary>
    public static DoctorJsonContext Readable =>
        new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
