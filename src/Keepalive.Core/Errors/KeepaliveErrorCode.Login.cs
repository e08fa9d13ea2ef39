namespace Keepalive.Errors;

/// <content>Errors of automatic logins.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>The setting or policy forbidAutoLogin forbids automatic login.</summary>
    public const string AutoLoginForbidden = nameof(AutoLoginForbidden);

    /// <summary>The profile has neither a recipe nor autoLoginCmd.</summary>
    public const string AutoLoginNotSet = nameof(AutoLoginNotSet);

    /// <summary>There is no recipe of this name.</summary>
    public const string RecipeNotFound = nameof(RecipeNotFound);

    /// <summary>One of your recipes is not valid.</summary>
    public const string RecipeInvalid = nameof(RecipeInvalid);

    /// <summary>The recorded run for <c>--replay</c> can't be read.</summary>
    public const string TranscriptUnreadable = nameof(TranscriptUnreadable);

    /// <summary>The login tool can't be started.</summary>
    public const string LoginToolNotStarted = nameof(LoginToolNotStarted);

    /// <summary>The login tool failed for an unknown reason.</summary>
    public const string LoginToolFailed = nameof(LoginToolFailed);

    /// <summary>The login tool took too long and was stopped.</summary>
    public const string LoginToolTimedOut = nameof(LoginToolTimedOut);

    /// <summary>The login tool asked a question for which its recipe has no rule.</summary>
    public const string LoginPromptUnknown = nameof(LoginPromptUnknown);

    /// <summary>The login tool does not offer the role, or several roles match.</summary>
    public const string LoginRoleNotFound = nameof(LoginRoleNotFound);

    /// <summary>The login tool could not reach its service.</summary>
    public const string LoginNetworkFailed = nameof(LoginNetworkFailed);

    /// <summary>The identity provider rejected the stored password at this login.</summary>
    public const string LoginPasswordRejected = nameof(LoginPasswordRejected);

    /// <summary>The identity provider has locked the account.</summary>
    public const string AccountLocked = nameof(AccountLocked);

    /// <summary>The second factor was denied.</summary>
    public const string MfaDenied = nameof(MfaDenied);

    /// <summary>The second factor was not confirmed in time.</summary>
    public const string MfaTimedOut = nameof(MfaTimedOut);

    /// <summary>The one-time code was rejected.</summary>
    public const string MfaCodeRejected = nameof(MfaCodeRejected);

    private static ErrorCondition[] LoginConditions =>
    [
        new(AutoLoginForbidden, 11, ConditionCategory.PermissionDenied),
        new(AutoLoginNotSet, 4, ConditionCategory.ObjectNotFound),
        new(RecipeNotFound, 4, ConditionCategory.ObjectNotFound),
        new(RecipeInvalid, 11, ConditionCategory.InvalidData),
        new(TranscriptUnreadable, 19, ConditionCategory.ReadError),
        new(LoginToolNotStarted, 19, ConditionCategory.ResourceUnavailable),
        new(LoginToolFailed, 19, ConditionCategory.OperationStopped, ErrorTrait.FailedLogin),
        new(LoginToolTimedOut, 8, ConditionCategory.OperationTimeout, ErrorTrait.FailedLogin),
        new(LoginPromptUnknown, 19, ConditionCategory.NotImplemented, ErrorTrait.FailedLogin),
        new(LoginRoleNotFound, 19, ConditionCategory.ObjectNotFound, ErrorTrait.FailedLogin),
        new(LoginNetworkFailed, 12, ConditionCategory.ConnectionError),
        new(LoginPasswordRejected, 10, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin),
        new(AccountLocked, 10, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin),
        new(MfaDenied, 10, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin | ErrorTrait.SecondFactor),
        new(MfaTimedOut, 10, ConditionCategory.OperationTimeout, ErrorTrait.FailedLogin | ErrorTrait.SecondFactor),
        new(MfaCodeRejected, 10, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin | ErrorTrait.SecondFactor),
    ];
}
