namespace Keepalive.Dummy;

/// <summary>How a tool paints what it says.</summary>
internal enum LoginStyle
{
    Plain,

    /// <summary>Every row in colours, changed in the middle of it.</summary>
    Colours,

    /// <summary>Each character in a write of its own.</summary>
    Split,

    /// <summary>What is said stands behind a time and a level, as loggers write it.</summary>
    Logged,

    /// <summary>A spinner in the row before each thing it says.</summary>
    Spinner,

    /// <summary>Rows are painted twice, and prompts once more with stars when they were answered.</summary>
    Redraw,

    /// <summary>The prompt stands there for a while before the echo goes off, and a secret that was typed until then is thrown away.</summary>
    Late,
}
