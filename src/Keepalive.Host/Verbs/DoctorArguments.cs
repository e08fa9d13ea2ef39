namespace Keepalive.Host.Verbs;

/// <summary>The options of <c>doctor</c>.</summary>
/// <param name="Profile">The profile in question; null: the one in use, and the form of all others.</param>
/// <param name="Json">JSON instead of text.</param>
/// <param name="Strict">Warnings count for the exit status too.</param>
/// <param name="Offline">No host is asked.</param>
/// <param name="RunHelpers">What Claude Code calls is run once.</param>
/// <param name="IsDryRun">Shows the changes, and makes none.</param>
/// <param name="Ids">The checks to repair; empty: all.</param>
internal sealed record DoctorArguments(string? Profile, bool Json, bool Strict, bool Offline, bool RunHelpers, bool IsDryRun, IReadOnlyCollection<string> Ids);
