namespace Keepalive.Login;

/// <summary>The failures that a rule may name; each is a code of <see cref="KeepaliveErrorCode"/>.</summary>
internal static class LoginFailures
{
    public static IReadOnlyList<string> Names { get; } =
    [
        KeepaliveErrorCode.LoginPasswordRejected, KeepaliveErrorCode.AccountLocked, KeepaliveErrorCode.MfaDenied, KeepaliveErrorCode.MfaTimedOut,
        KeepaliveErrorCode.MfaCodeRejected, KeepaliveErrorCode.LoginRoleNotFound, KeepaliveErrorCode.LoginNetworkFailed, KeepaliveErrorCode.LoginToolFailed,
    ];

    public static bool IsKnown(string? name) => name is not null && Names.Contains(name);

    /// <summary>What a prompt means that comes again after its answer.</summary>
    public static string OfRepeated(RecipeAction action) => action switch
    {
        RecipeAction.SendSecret => KeepaliveErrorCode.LoginPasswordRejected,
        RecipeAction.SendTotp => KeepaliveErrorCode.MfaCodeRejected,
        RecipeAction.Choose => KeepaliveErrorCode.LoginRoleNotFound,
        _ => KeepaliveErrorCode.LoginToolFailed,
    };

    /// <summary>A second factor that nobody gave, or gave wrongly: a reason to leave the person's phone alone for a while.</summary>
    public static bool IsOfSecondFactor(string code) => code is KeepaliveErrorCode.MfaDenied or KeepaliveErrorCode.MfaTimedOut or KeepaliveErrorCode.MfaCodeRejected;
}
