namespace Keepalive.Errors;

/// <summary>One row of the table of errors: all that is fixed for a code. The factory in <see cref="KeepaliveErrors"/> adds the words.</summary>
/// <param name="Code">One of <see cref="KeepaliveErrorCode"/>.</param>
/// <param name="ExitStatus">The exit status of <c>claude-aws</c>; never 2, which tells Claude Code to block the prompt when a hook ends with it.</param>
/// <param name="Category">PowerShell's category of the error.</param>
/// <param name="Traits">The way to solve it, and its effect on the next login.</param>
public sealed record ErrorCondition(string Code, int ExitStatus, ConditionCategory Category, ErrorTrait Traits = ErrorTrait.None);

/// <summary>The traits of an error on which decisions depend.</summary>
[Flags]
public enum ErrorTrait
{
    /// <summary>No login solves it: a missing network, a broken file.</summary>
    None = 0,

    /// <summary>A login tool that writes keys or a token solves it.</summary>
    ByLogin = 1,

    /// <summary>A person who signs in to IAM Identity Center solves it; a login tool that writes a token does too.</summary>
    BySignIn = 2 | ByLogin,

    /// <summary>
    /// A login was made, or may have been made, without a result: it starts the growing pause. A login that was not started (no network, no stored
    /// secret, an existing pause) is not counted.
    /// </summary>
    FailedLogin = 4,

    /// <summary>A second factor that was not given, or was wrong: no request is sent to the person's phone for a while.</summary>
    SecondFactor = 8,
}

/// <summary>
/// The members of PowerShell's ErrorCategory that the table uses, by the same names. Core knows no PowerShell.
/// Source: https://learn.microsoft.com/dotnet/api/system.management.automation.errorcategory
/// </summary>
public enum ConditionCategory
{
    /// <summary>The credential, the token or the person was not accepted.</summary>
    AuthenticationError,

    /// <summary>The network or a service did not answer as it should.</summary>
    ConnectionError,

    /// <summary>A program waits for its own result.</summary>
    DeadlockDetected,

    /// <summary>A value that the caller gave does not fit.</summary>
    InvalidArgument,

    /// <summary>A file or key holds a value that does not fit.</summary>
    InvalidData,

    /// <summary>The state of things does not allow the operation.</summary>
    InvalidOperation,

    /// <summary>A program ended with a failure.</summary>
    InvalidResult,

    /// <summary>A key of another kind is needed.</summary>
    InvalidType,

    /// <summary>This version can't do it.</summary>
    NotImplemented,

    /// <summary>A profile, recipe or secret of this name does not exist.</summary>
    ObjectNotFound,

    /// <summary>A program or a person ended the operation.</summary>
    OperationStopped,

    /// <summary>The time was over.</summary>
    OperationTimeout,

    /// <summary>A file's text can't be read as what it should be.</summary>
    ParserError,

    /// <summary>A policy or setting forbids it.</summary>
    PermissionDenied,

    /// <summary>A program printed something else than its contract.</summary>
    ProtocolError,

    /// <summary>A file can't be read.</summary>
    ReadError,

    /// <summary>Another process is at work on it, or a pause is not over.</summary>
    ResourceBusy,

    /// <summary>A program, folder or store can't be used.</summary>
    ResourceUnavailable,

    /// <summary>It can't be trusted.</summary>
    SecurityError,

    /// <summary>A command line can't be split into words.</summary>
    SyntaxError,

    /// <summary>A file can't be written.</summary>
    WriteError,
}
