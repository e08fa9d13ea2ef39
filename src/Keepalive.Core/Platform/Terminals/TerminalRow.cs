namespace Keepalive.Platform.Terminals;

/// <summary>One row of text as it was shown; what a narrow terminal broke into several is one again.</summary>
/// <param name="Number">
/// Counted from the first row of all. A row that is painted again keeps its number, so a prompt with a higher number is a new one.
/// </param>
/// <param name="Text">Without escape sequences and without blanks at its end.</param>
internal readonly record struct TerminalRow(long Number, string Text);
