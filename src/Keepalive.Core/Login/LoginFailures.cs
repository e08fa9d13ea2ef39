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

    /// <summary>The error of a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="shown">The row that says so, redacted; may be empty.</param>
    public static KeepaliveException Make(string code, string tool, string shown) => code switch
    {
        KeepaliveErrorCode.LoginPasswordRejected => KeepaliveErrors.LoginPasswordRejected(tool, shown),
        KeepaliveErrorCode.AccountLocked => KeepaliveErrors.AccountLocked(tool, shown),
        KeepaliveErrorCode.MfaDenied => KeepaliveErrors.MfaDenied(tool, shown),
        KeepaliveErrorCode.MfaTimedOut => KeepaliveErrors.MfaTimedOut(tool, shown),
        KeepaliveErrorCode.MfaCodeRejected => KeepaliveErrors.MfaCodeRejected(tool, shown),
        KeepaliveErrorCode.LoginRoleNotFound => KeepaliveErrors.LoginRoleNotFound(tool, shown.Length > 0 ? shown : "the tool did not accept the choice"),
        KeepaliveErrorCode.LoginNetworkFailed => KeepaliveErrors.LoginNetworkFailed(tool, shown),
        _ => KeepaliveErrors.LoginToolFailed(tool, shown),
    };

    /// <summary>The same after an answer that a person typed: nothing stored is wrong.</summary>
    /// <param name="code">The code.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="shown">The row that says so, redacted; may be empty.</param>
    public static KeepaliveException MakeTyped(string code, string tool, string shown) => code switch
    {
        KeepaliveErrorCode.LoginPasswordRejected => KeepaliveErrors.TypedPasswordRejected(tool, shown),
        KeepaliveErrorCode.MfaCodeRejected => KeepaliveErrors.TypedCodeRejected(tool, shown),
        _ => Make(code, tool, shown),
    };

    /// <summary>The meaning of a prompt that comes again after its answer.</summary>
    /// <param name="rule">The rule of the answer that is judged.</param>
    /// <param name="action">Its action.</param>
    public static string OfRepeated(RecipeRule rule, RecipeAction action) => action switch
    {
        RecipeAction.Ask when AskedKinds.Find(rule.Text) == Prompts.QuestionKind.Secret => KeepaliveErrorCode.LoginPasswordRejected,
        RecipeAction.Ask when AskedKinds.Find(rule.Text) == Prompts.QuestionKind.OneTimeCode => KeepaliveErrorCode.MfaCodeRejected,
        RecipeAction.SendSecret => KeepaliveErrorCode.LoginPasswordRejected,
        RecipeAction.SendTotp => KeepaliveErrorCode.MfaCodeRejected,
        RecipeAction.Choose => KeepaliveErrorCode.LoginRoleNotFound,
        _ => KeepaliveErrorCode.LoginToolFailed,
    };
}
