using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Keepalive.Configuration;

/// <summary>One field of the configuration file: its name, what it takes, where else it can be set.</summary>
public sealed record ConfigurationSetting
{
    internal ConfigurationSetting(
        Func<KeepaliveConfiguration, string?> read, Func<KeepaliveConfiguration, string, KeepaliveConfiguration> write)
    {
        Read = read;
        Write = write;
    }

    /// <summary>The name in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Its purpose, in a sentence. The published schema has the same text.</summary>
    public required string Description { get; init; }

    /// <summary>The kind of its value.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>The variable that overrides the file; null if there is none.</summary>
    public string? Variable { get; init; }

    /// <summary>cc-aws-keepalive's variable of the same meaning.</summary>
    public string? OlderVariable { get; init; }

    /// <summary>Can be set for one profile, in <c>profiles</c>.</summary>
    public bool IsPerProfile { get; init; } = true;

    /// <summary>How the policy file enforces it; null: it can't be set there.</summary>
    public PolicyForce? Policy { get; init; }

    /// <summary>Can be set in the policy file.</summary>
    public bool IsPolicy => Policy is not null;

    /// <summary>The words of a <see cref="SettingKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The fewest minutes.</summary>
    public double Minimum { get; init; }

    /// <summary>The most minutes: a week, unless less makes sense.</summary>
    public double Maximum { get; init; } = 7 * 24 * 60;

    /// <summary>The default as it would be in the file, without quotes; null: not set.</summary>
    public string? Default => Read(KeepaliveConfiguration.Default);

    internal Func<KeepaliveConfiguration, string?> Read { get; }

    internal Func<KeepaliveConfiguration, string, KeepaliveConfiguration> Write { get; }

    /// <summary>The valid values, in words that follow "must be".</summary>
    public string Expected => Kind switch
    {
        SettingKind.Text => "text",
        SettingKind.Minutes => string.Create(CultureInfo.InvariantCulture, $"a number of minutes from {Minimum} to {Maximum}"),
        SettingKind.Choice => string.Join(" or ", Choices.Select(choice => $"\"{choice}\"")),
        _ => "true or false",
    };

    /// <summary>A value's one form: what <see cref="Write"/> takes. Null when it doesn't fit.</summary>
    internal string? Normalize(SettingValue value) => (Kind, value.Form) switch
    {
        (SettingKind.Text, SettingForm.Text) => value.Text,

        // cc-aws-keepalive takes digits between quotes for a number, and a variable is never anything else.
        (SettingKind.Minutes, SettingForm.Number or SettingForm.Text) => Minutes(value.Text),
        (SettingKind.Choice, SettingForm.Text) => Choices.FirstOrDefault(choice => choice.Equals(value.Text, StringComparison.OrdinalIgnoreCase)),
        (SettingKind.Flag, SettingForm.Flag or SettingForm.Text) => bool.TryParse(value.Text, out bool flag) ? (flag ? "true" : "false") : null,
        _ => null,
    };

    /// <summary>A normal value as JSON.</summary>
    internal string ToJson(string normal) => Kind is SettingKind.Minutes or SettingKind.Flag
        ? normal
        : $"\"{JsonEncodedText.Encode(normal, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private string? Minutes(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double minutes) && minutes >= Minimum && minutes <= Maximum
            ? minutes.ToString(CultureInfo.InvariantCulture)
            : null;
}

/// <summary>How a setting of the policy file is enforced.</summary>
public enum PolicyForce
{
    /// <summary>Its value counts, whichever it is.</summary>
    Value,

    /// <summary>A flag that only restricts: when the policy sets it, it is set; when the policy doesn't, a user may still set it.</summary>
    Restriction,
}

/// <summary>The kind of a setting's value.</summary>
public enum SettingKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>Minutes, whole or broken, within bounds.</summary>
    Minutes,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>True or false.</summary>
    Flag,
}
