using System.Globalization;

namespace Keepalive;

/// <summary>A setting as it counts now, and who says so.</summary>
public sealed class ClaudeAwsSetting
{
    internal ClaudeAwsSetting(CompanionObject from)
    {
        Name = from.Text("Name") ?? string.Empty;
        Value = from["Value"];
        Origin = from.Word<ClaudeAwsSettingOrigin>("Origin") ?? default;
        From = from.Text("From") ?? string.Empty;
        Default = from["Default"];
        Variable = from.Text("Variable");
        ForProfile = from.Text("ForProfile");
        Description = from.Text("Description") ?? string.Empty;
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
    public override string ToString() => $"{Name} = {Convert.ToString(Value, CultureInfo.InvariantCulture)}";

}
