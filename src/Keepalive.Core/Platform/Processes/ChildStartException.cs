namespace Keepalive.Platform.Processes;

/// <summary>A program that never ran. Nothing in it repeats the arguments: they may be secrets.</summary>
public sealed class ChildStartException : Exception
{
    internal const string NotFound = "not found";

    /// <summary>Names the reason.</summary>
    /// <param name="reason">A short phrase such as <c>not found</c>.</param>
    /// <param name="innerException">What the system said, if it spoke in exceptions.</param>
    public ChildStartException(string reason, Exception? innerException = null)
        : base($"The program could not be started: {reason}.", innerException) => Reason = reason;

    /// <summary>Why, as a short phrase in lower case: <c>not found</c>, <c>not executable</c>, <c>permission denied</c>.</summary>
    public string Reason { get; }
}
