namespace Keepalive;

/// <summary>One row of the table of errors: all that is fixed for a code. The factory in <see cref="KeepaliveErrors"/> adds the words.</summary>
/// <param name="Code">One of <see cref="KeepaliveErrorCode"/>.</param>
/// <param name="ExitStatus">What <c>claude-aws</c> ends with; never 2, which tells Claude Code to block the prompt when a hook ends with it.</param>
/// <param name="Category">PowerShell's category of the error.</param>
/// <param name="Traits">What can mend it, and what it means for the next login.</param>
public sealed record ErrorCondition(string Code, int ExitStatus, ConditionCategory Category, ErrorTrait Traits = ErrorTrait.None);

/// <summary>What the product decides by when it meets an error.</summary>
[Flags]
public enum ErrorTrait
{
    /// <summary>No login mends it: a network that is away, a file that is broken.</summary>
    None = 0,

    /// <summary>A login tool that writes keys or a token mends it.</summary>
    ByLogin = 1,

    /// <summary>A person who signs in to IAM Identity Center mends it; a login tool that brings a token does, too.</summary>
    BySignIn = 2 | ByLogin,

    /// <summary>
    /// A login was made, or may have been, and has brought nothing: it opens the growing pause. A login that was never begun (no network, no stored
    /// secret, a pause that is already open) does not count.
    /// </summary>
    FailedLogin = 4,

    /// <summary>A second factor that nobody gave, or gave wrongly: the person's phone is left alone for a while.</summary>
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

    /// <summary>A program waits for itself.</summary>
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
