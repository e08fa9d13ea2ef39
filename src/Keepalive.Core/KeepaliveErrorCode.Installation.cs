namespace Keepalive;

/// <content>What can become of an installation into Claude Code.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>A settings file that is no JSON, or whose shape leaves no place for what is to be written.</summary>
    public const string SettingsFileInvalid = nameof(SettingsFileInvalid);

    /// <summary>A settings file that can't be read.</summary>
    public const string SettingsFileUnreadable = nameof(SettingsFileUnreadable);

    /// <summary>A settings file that can't be written, or is marked as not to be.</summary>
    public const string SettingsFileUnwritable = nameof(SettingsFileUnwritable);

    /// <summary>What was asked of the installation can't be done here.</summary>
    public const string InstallationRefused = nameof(InstallationRefused);

    /// <summary>The settings are written, but a command in them does not do its work.</summary>
    public const string InstallationUnverified = nameof(InstallationUnverified);

    /// <summary>An installation failed half-way; what it has written is named, and can be taken out.</summary>
    public const string InstallationUnfinished = nameof(InstallationUnfinished);

    /// <summary>What was asked of a repair can't be done here.</summary>
    public const string RepairRefused = nameof(RepairRefused);

    private static ErrorCondition[] InstallationConditions =>
    [
        new(SettingsFileInvalid, 16, ConditionCategory.ParserError),
        new(SettingsFileUnreadable, 16, ConditionCategory.ReadError),
        new(SettingsFileUnwritable, 16, ConditionCategory.WriteError),
        new(InstallationRefused, 17, ConditionCategory.InvalidOperation),
        new(InstallationUnverified, 17, ConditionCategory.InvalidResult),
        new(InstallationUnfinished, 17, ConditionCategory.WriteError),
        new(RepairRefused, 17, ConditionCategory.InvalidOperation),
    ];
}
