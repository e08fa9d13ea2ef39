namespace Keepalive.Errors;

/// <content>Errors of a sign-in.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>The sign-in was not completed in time.</summary>
    public const string SignInExpired = nameof(SignInExpired);

    /// <summary>The sign-in was cancelled by the user, by a sign-out, or by a sign-in with another method.</summary>
    public const string SignInCancelled = nameof(SignInCancelled);

    /// <summary>The sign-in still waits for approval; this command has stopped waiting for it.</summary>
    public const string SignInStillRunning = nameof(SignInStillRunning);

    /// <summary>A sign-in failed a moment ago, so automatic sign-in is paused.</summary>
    public const string SignInCoolingDown = nameof(SignInCoolingDown);

    /// <summary>The background process for the sign-in could not be started, or ended too early.</summary>
    public const string SignInWorkerFailed = nameof(SignInWorkerFailed);

    /// <summary>The browser returned an answer that is not valid for this sign-in.</summary>
    public const string CallbackInvalid = nameof(CallbackInvalid);

    /// <summary>No browser could be opened. The sign-in continues.</summary>
    public const string BrowserNotOpened = nameof(BrowserNotOpened);

    /// <summary>The sign-in address is on an unexpected host.</summary>
    public const string SignInPageUntrusted = nameof(SignInPageUntrusted);

    /// <summary>The automatic login brought no new credential.</summary>
    public const string AutoLoginFailed = nameof(AutoLoginFailed);

    private static ErrorCondition[] SignInConditions =>
    [
        new(SignInExpired, 10, ConditionCategory.OperationTimeout),
        new(SignInCancelled, 10, ConditionCategory.OperationStopped),
        new(SignInStillRunning, 15, ConditionCategory.ResourceBusy),
        new(SignInCoolingDown, 15, ConditionCategory.ResourceBusy),
        new(SignInWorkerFailed, 10, ConditionCategory.ResourceUnavailable, ErrorTrait.FailedLogin),
        new(CallbackInvalid, 10, ConditionCategory.ProtocolError),
        new(BrowserNotOpened, 10, ConditionCategory.ResourceUnavailable),
        new(SignInPageUntrusted, 10, ConditionCategory.SecurityError),
        new(AutoLoginFailed, 10, ConditionCategory.OperationStopped, ErrorTrait.FailedLogin),
    ];
}
