using System.Text.Json.Nodes;
using Keepalive.Configuration;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The settings that an installation writes in our own configuration file.</summary>
internal sealed class ConfigurationValues
{
    private readonly List<(string Name, JsonNode Value, bool IsWish)> _values = [];

    /// <summary>Every field, the later ones going before; a wish replaces what is there, the rest only fills gaps.</summary>
    public IReadOnlyList<(string Name, JsonNode Value, bool IsWish)> All => _values;

    /// <summary>The profile that will be configured, when this says something about it.</summary>
    public string? Profile => Last("profile");

    /// <summary>The profile that the person has asked for; null: none.</summary>
    public string? WishedProfile => _values.FindLast(value => value is { Name: "profile", IsWish: true }).Value?.GetValue<string>();

    /// <summary>A login tool is among it, which may write the profile one day.</summary>
    public bool NamesLoginTool => _values.Any(value => value.Name is "recipe" or "autoLoginCmd" or "loginCmd");

    /// <summary>The key of the credentials file that will be configured to hold the end, when this says something about it.</summary>
    public string? ExpirationField => Last("expirationField");

    /// <summary>Something the person has asked for.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused: no such field, or no such value.</exception>
    public void Wish(string name, string value)
    {
        ConfigurationSetting setting = ConfigurationSettings.Find(name) ?? throw KeepaliveErrors.InstallationRefused(
            $"There is no setting '{name}'",
            $"The {WordList.Are("setting", ConfigurationSettings.All.Select(known => known.Name))}.", name);
        _values.Add((name, Normal(setting, value) ?? throw KeepaliveErrors.InstallationRefused(
            $"The setting '{name}' can't have this value", $"It must be {setting.Expected}.", name), IsWish: true));
    }

    /// <summary>A detected value, for a setting that is not set.</summary>
    public void Suggest(string name, JsonNode value)
    {
        string text = value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (ConfigurationSettings.Find(name) is { } setting && Normal(setting, text) is { } normal)
        {
            _values.Insert(0, (name, normal, IsWish: false));
        }
    }

    /// <summary>A text that will be configured; null when this says nothing about it.</summary>
    public string? Text(string name) => Last(name);

    private string? Last(string name) => _values.FindLast(value => value.Name == name).Value?.GetValue<string>();

    private static JsonNode? Normal(ConfigurationSetting setting, string value) =>
        value.Length > 0 && setting.Normalize(SettingValue.Of(value)) is { } normal ? JsonNode.Parse(setting.ToJson(normal)) : null;
}
