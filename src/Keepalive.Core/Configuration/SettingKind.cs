namespace Keepalive.Configuration;

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
