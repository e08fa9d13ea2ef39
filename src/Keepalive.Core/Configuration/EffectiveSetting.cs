namespace Keepalive.Configuration;

/// <summary>A setting as it counts now.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Value">Its value as it would be in the file, without quotes; null: not set.</param>
/// <param name="Origin">Who says so.</param>
public sealed record EffectiveSetting(ConfigurationSetting Setting, string? Value, SettingOrigin Origin);
