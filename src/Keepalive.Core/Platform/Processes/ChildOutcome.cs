namespace Keepalive.Platform.Processes;

/// <summary>How a child ended and what it wrote.</summary>
/// <param name="ExitCode">As a shell tells it: 128 and the signal's number for a child that a signal ended.</param>
/// <param name="Signal">The signal that ended it; <see langword="null"/> for one that exited, and always on Windows.</param>
/// <param name="StandardOutput">What it wrote, up to the limit. It may be a secret: clear it after use. The garbage collector does not move it.</param>
/// <param name="OutputLimitExceeded">It wrote more than the limit, and was killed for it.</param>
public sealed record ChildOutcome(int ExitCode, int? Signal, byte[] StandardOutput, bool OutputLimitExceeded);
