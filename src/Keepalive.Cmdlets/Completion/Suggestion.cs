namespace Keepalive.Commands;

/// <summary>What a completer offers.</summary>
/// <param name="Name">What the list shows, and what the typed word has to begin like.</param>
/// <param name="Tip">What it is for; the name itself where there is no more to say.</param>
/// <param name="Expression">The PowerShell that is put in; without it, the name as one argument.</param>
internal sealed record Suggestion(string Name, string? Tip = null, string? Expression = null);
