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

    /// <summary>What it is for, in a sentence. The published schema says the same.</summary>
    public required string Description { get; init; }

    /// <summary>What its value has to be.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>The variable that goes before the file; null where none does.</summary>
    public string? Variable { get; init; }

    /// <summary>cc-aws-keepalive's variable of the same meaning.</summary>
    public string? OlderVariable { get; init; }

    /// <summary>May stand below a profile's name in <c>profiles</c>.</summary>
    public bool IsPerProfile { get; init; } = true;

    /// <summary>How the policy file enforces it; null: it may not stand there.</summary>
    public PolicyForce? Policy { get; init; }

    /// <summary>May stand in the policy file.</summary>
    public bool IsPolicy => Policy is not null;

    /// <summary>The words of a <see cref="SettingKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The fewest minutes.</summary>
    public double Minimum { get; init; }

    /// <summary>The most minutes: a week, unless less makes sense.</summary>
    public double Maximum { get; init; } = 7 * 24 * 60;

    /// <summary>The default as it would stand in the file, without quotes; null: not set.</summary>
    public string? Default => Read(KeepaliveConfiguration.Default);

    internal Func<KeepaliveConfiguration, string?> Read { get; }

    internal Func<KeepaliveConfiguration, string, KeepaliveConfiguration> Write { get; }

    /// <summary>What a value has to be, in words that follow "has to be".</summary>
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
