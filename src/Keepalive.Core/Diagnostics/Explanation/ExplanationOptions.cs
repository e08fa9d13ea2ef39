namespace Keepalive.Diagnostics.Explanation;

/// <summary>The options of an explanation.</summary>
/// <param name="Profile">The profile; null for the one in use.</param>
/// <param name="WorkingDirectory">Where Claude Code would be started.</param>
/// <param name="IsOffline">No program is started and no service asked; what only they could tell stays open.</param>
public sealed record ExplanationOptions(string? Profile, string WorkingDirectory, bool IsOffline);
