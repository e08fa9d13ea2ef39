namespace Keepalive.Diagnostics.Support;

/// <summary>The options of a support bundle.</summary>
/// <param name="Profile">The profile; null for the one in use.</param>
/// <param name="WorkingDirectory">Where Claude Code would be started.</param>
/// <param name="Version">The version of the program that asks.</param>
public sealed record SupportOptions(string? Profile, string WorkingDirectory, string Version);
