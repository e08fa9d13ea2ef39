namespace Keepalive.Errors;

// The conditions of aws login.
public static partial class KeepaliveErrorCode
{
    /// <summary>The sign-in service of this region does not know the session of <c>aws login</c>.</summary>
    public const string SignInRegionWrong = nameof(SignInRegionWrong);

    /// <summary>The sign-in service rejects a proof, and this machine's clock differs from the time of its answer.</summary>
    public const string SignInClockWrong = nameof(SignInClockWrong);

    /// <summary>Your identity may not use <c>aws login</c>.</summary>
    public const string ConsoleLoginNotAllowed = nameof(ConsoleLoginNotAllowed);

    /// <summary>You have signed in as another identity than the profile names.</summary>
    public const string SignInOtherIdentity = nameof(SignInOtherIdentity);

    private static ErrorCondition[] ConsoleLoginConditions =>
    [
        new(SignInRegionWrong, 10, ConditionCategory.AuthenticationError, ErrorTrait.BySignIn),
        new(SignInClockWrong, 10, ConditionCategory.AuthenticationError),
        new(ConsoleLoginNotAllowed, 14, ConditionCategory.PermissionDenied, ErrorTrait.FailedLogin),
        new(SignInOtherIdentity, 10, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin),
    ];
}
