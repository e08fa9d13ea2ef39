using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Keepalive.Configuration;

namespace Keepalive.Host.Output;

/// <summary>The settings as <c>config list --json</c> prints them. Fields are added, never renamed.</summary>
internal sealed record ConfigDocument(string? Path, IReadOnlyList<SettingDocument> Settings, IReadOnlyList<ConfigurationProblem> Problems)
{
    public static ConfigDocument From(ConfigurationReport report) =>
        new(report.Path, [.. report.Settings.Select(SettingDocument.From)], report.Problems);
}

/// <summary>One setting of it; the value has its type.</summary>
internal sealed record SettingDocument(
    string Name, JsonNode? Value, SettingOriginKind Origin, string? Place, int? Line, JsonNode? Default, string? Variable, string Description)
{
    public static SettingDocument From(EffectiveSetting setting) => new(
        setting.Setting.Name,
        Typed(setting.Setting, setting.Value),
        setting.Origin.Kind,
        setting.Origin.Place is { Length: > 0 } place ? place : null,
        setting.Origin.Line > 0 ? setting.Origin.Line : null,
        Typed(setting.Setting, setting.Setting.Default),
        setting.Setting.Variable,
        setting.Setting.Description);

    private static JsonValue? Typed(ConfigurationSetting setting, string? value) => (setting.Kind, value) switch
    {
        (_, null) => null,
        (SettingKind.Minutes, _) => JsonValue.Create(double.Parse(value, CultureInfo.InvariantCulture)),
        (SettingKind.Flag, _) => JsonValue.Create(value == "true"),
        _ => JsonValue.Create(value),
    };
}

/// <summary>Serialisation without reflection, for native AOT.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(SettingDocument))]
internal sealed partial class ConfigJsonContext : JsonSerializerContext
{
    /// <summary>Names and commands in any script stay readable.</summary>
    public static ConfigJsonContext Readable =>
        new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
