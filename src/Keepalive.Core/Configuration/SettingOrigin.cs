namespace Keepalive.Configuration;

/// <summary>Where a setting's value comes from.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Place">The file or the variable; empty for a default.</param>
/// <param name="Line">The line in a file; 0 elsewhere.</param>
public readonly record struct SettingOrigin(SettingOriginKind Kind, string Place, int Line)
{
    /// <summary>The default, because the setting is not set.</summary>
    public static SettingOrigin Default { get; } = new(SettingOriginKind.Default, string.Empty, 0);

    /// <summary>In words.</summary>
    public override string ToString() => Kind switch
    {
        SettingOriginKind.Default => "default",
        SettingOriginKind.Policy => $"policy, {Place}, line {Line}",
        _ => Line == 0 ? Place : $"{Place}, line {Line}",
    };
}

/// <summary>The kinds of place that a value can come from, each stronger than those before it.</summary>
public enum SettingOriginKind
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
