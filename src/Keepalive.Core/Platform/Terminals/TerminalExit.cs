namespace Keepalive.Platform.Terminals;

/// <summary>How a program at a terminal ended.</summary>
/// <param name="ExitCode">As a shell tells it: 128 and the signal's number for a program that a signal ended.</param>
/// <param name="Signal">The signal that ended it; <see langword="null"/> for one that exited, and always on Windows.</param>
internal readonly record struct TerminalExit(int ExitCode, int? Signal);
