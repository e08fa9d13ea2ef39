namespace Keepalive;

/// <content>What can become of a sign-in.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>Nobody completed the sign-in in its time.</summary>
    public const string SignInExpired = nameof(SignInExpired);

    /// <summary>Somebody has cancelled the sign-in, signed out, or asked for another way of signing in.</summary>
    public const string SignInCancelled = nameof(SignInCancelled);

    /// <summary>The sign-in waits for a person longer than its caller may; it goes on without the caller.</summary>
    public const string SignInStillRunning = nameof(SignInStillRunning);

    /// <summary>A sign-in failed a moment ago, and nobody but a person may try again yet.</summary>
    public const string SignInCoolingDown = nameof(SignInCoolingDown);

    /// <summary>The process that signs in could not be started, or ended before its time.</summary>
    public const string SignInWorkerFailed = nameof(SignInWorkerFailed);

    /// <summary>What the browser brought back is no answer that can be exchanged for a token.</summary>
    public const string CallbackInvalid = nameof(CallbackInvalid);

    /// <summary>No browser could be opened; the address has to be opened by hand. Never ends a sign-in.</summary>
    public const string BrowserNotOpened = nameof(BrowserNotOpened);

    /// <summary>The service names a page to sign in at that is not where it should be.</summary>
    public const string SignInPageUntrusted = nameof(SignInPageUntrusted);

    /// <summary>The automatic login has brought no new credential.</summary>
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
