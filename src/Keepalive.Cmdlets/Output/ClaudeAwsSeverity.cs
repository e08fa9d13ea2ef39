namespace Keepalive;

/// <summary>How much a finding hurts, the least first.</summary>
public enum ClaudeAwsSeverity
{
    /// <summary>Good to know; nothing has to be done.</summary>
    Information,

    /// <summary>Works now, and will fail or mislead some day.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,
}
