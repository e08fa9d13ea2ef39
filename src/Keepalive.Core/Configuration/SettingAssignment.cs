namespace Keepalive.Configuration;

/// <summary>A setting gets a value.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Value">Its value in the normal form.</param>
/// <param name="Origin">Who says so.</param>
internal sealed record SettingAssignment(ConfigurationSetting Setting, string Value, SettingOrigin Origin)
{
    public KeepaliveConfiguration ApplyTo(KeepaliveConfiguration configuration) => Setting.Write(configuration, Value);
}
