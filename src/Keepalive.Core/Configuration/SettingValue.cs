namespace Keepalive.Configuration;

/// <summary>A value as it was written, before anybody has asked whether it fits.</summary>
/// <param name="Form">What it was written as.</param>
/// <param name="Text">The text, the digits, or <c>true</c> and <c>false</c>; empty for the other forms.</param>
internal readonly record struct SettingValue(SettingForm Form, string Text)
{
    /// <summary>A variable and an argument are always text.</summary>
    public static SettingValue Of(string text) => new(SettingForm.Text, text);

    /// <summary>Nothing is said by it: <c>null</c>, or a text without a character.</summary>
    public bool IsNothing => Form == SettingForm.Null || (Form == SettingForm.Text && Text.Length == 0);
}

/// <summary>The forms of JSON.</summary>
internal enum SettingForm
{
    Null,
    Text,
    Number,
    Flag,
    Structure,
}
