namespace Keepalive.Errors;

/// <content>Errors of an installation into Claude Code.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>A settings file is not JSON, or a value in it has the wrong type.</summary>
    public const string SettingsFileInvalid = nameof(SettingsFileInvalid);

    /// <summary>A settings file can't be read.</summary>
    public const string SettingsFileUnreadable = nameof(SettingsFileUnreadable);

    /// <summary>A settings file can't be written, or is read-only.</summary>
    public const string SettingsFileUnwritable = nameof(SettingsFileUnwritable);

    /// <summary>The installation can't be done in this way.</summary>
    public const string InstallationRefused = nameof(InstallationRefused);

    /// <summary>The settings were written, but a command in them fails.</summary>
    public const string InstallationUnverified = nameof(InstallationUnverified);

    /// <summary>An installation failed half-way. The message lists the files that were written.</summary>
    public const string InstallationUnfinished = nameof(InstallationUnfinished);

    /// <summary>The repair can't be done. Nothing was changed.</summary>
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
