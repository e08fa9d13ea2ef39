using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// Core's errors as PowerShell shows them: the code is the error id, and the category is the one of the same name as in
/// <see cref="KeepaliveErrorCode.Conditions"/>.
/// </summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(KeepaliveException exception)
    {
        ErrorCategory category = KeepaliveErrorCode.Find(exception.Code) is { } condition
            && Enum.TryParse(condition.Category.ToString(), out ErrorCategory known) ? known : ErrorCategory.InvalidOperation;
        return new ErrorRecord(exception, exception.Code, category, exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.Advice },
        };
    }
}
