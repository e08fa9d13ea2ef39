using System.Globalization;
using Keepalive.Commands;
using Keepalive.Configuration;

namespace Keepalive;

/// <summary>A setting as it counts now, and who says so.</summary>
public sealed class ClaudeAwsSetting
{
    internal ClaudeAwsSetting(EffectiveSetting setting, string? profile)
    {
        Name = setting.Setting.Name;
        Value = Typed(setting.Setting.Kind, setting.Value);
        Origin = EnumTwin.Name<ClaudeAwsSettingOrigin>(setting.Origin.Kind);
        From = VisibleText.Line(setting.Origin.ToString());
        Default = Typed(setting.Setting.Kind, setting.Setting.Default);
        Variable = setting.Setting.Variable;
        ForProfile = VisibleText.Line(profile);
        Description = setting.Setting.Description;
    }

    /// <summary>The name, as in the file.</summary>
    public string Name { get; }

    /// <summary>Text, minutes or a Boolean; null when it is not set.</summary>
    public object? Value { get; }

    /// <summary>The kind of place that the value comes from.</summary>
    public ClaudeAwsSettingOrigin Origin { get; }

    /// <summary>The file and line, or the variable.</summary>
    public string From { get; }

    /// <summary>The value if the setting is not set.</summary>
    public object? Default { get; }

    /// <summary>The environment variable that overrides the file; null if there is none.</summary>
    public string? Variable { get; }

    /// <summary>The profile that was asked about; null: what holds for those without settings of their own.</summary>
    public string? ForProfile { get; }

    /// <summary>The purpose.</summary>
    public string Description { get; }

    /// <summary>Name and value.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} = {Value}");

    private static object? Typed(SettingKind kind, string? value) => (kind, value) switch
    {
        (_, null) => null,
        (SettingKind.Minutes, _) => double.Parse(value, CultureInfo.InvariantCulture),
        (SettingKind.Flag, _) => value == "true",
        _ => VisibleText.Line(value),
    };
}
