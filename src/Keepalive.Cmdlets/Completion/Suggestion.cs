namespace Keepalive.Commands;

/// <summary>One suggestion of a completer.</summary>
/// <param name="Name">The text in the list; the typed word must be its beginning.</param>
/// <param name="Tip">Its purpose, or the name itself.</param>
/// <param name="Expression">The PowerShell that is put in; without it, the name as one argument.</param>
internal sealed record Suggestion(string Name, string? Tip = null, string? Expression = null);
