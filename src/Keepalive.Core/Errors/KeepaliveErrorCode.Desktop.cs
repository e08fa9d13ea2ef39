namespace Keepalive.Errors;

/// <content>Errors of the module Keepalive.Desktop alone, which reaches the rest through the companion. It has the words; a test compares.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>Keepalive.Desktop finds no claude-aws.</summary>
    public const string CompanionNotFound = nameof(CompanionNotFound);

    /// <summary>Keepalive.Desktop and claude-aws are of different versions that do not understand each other.</summary>
    public const string CompanionOutdated = nameof(CompanionOutdated);

    /// <summary>claude-aws could not be started by Keepalive.Desktop, or ended too early.</summary>
    public const string CompanionFailed = nameof(CompanionFailed);

    private static ErrorCondition[] DesktopConditions =>
    [
        new(CompanionNotFound, 17, ConditionCategory.ResourceUnavailable),
        new(CompanionOutdated, 17, ConditionCategory.ResourceUnavailable),
        new(CompanionFailed, 17, ConditionCategory.InvalidResult),
    ];
}
