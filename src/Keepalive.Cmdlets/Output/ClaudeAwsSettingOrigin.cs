namespace Keepalive;

/// <summary>The kinds of place that a setting's value can come from, each stronger than those before it.</summary>
public enum ClaudeAwsSettingOrigin
{
    /// <summary>It is not set.</summary>
    Default,

    /// <summary>The configuration file.</summary>
    File,

    /// <summary>The profile's own settings in the configuration file.</summary>
    Profile,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The machine-wide policy file.</summary>
    Policy,
}
