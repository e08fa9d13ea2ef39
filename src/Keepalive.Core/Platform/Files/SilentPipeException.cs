namespace Keepalive.Platform.Files;

/// <summary>The path is a pipe, and no program has written to it in time.</summary>
internal sealed class SilentPipeException() : IOException("no program writes to the pipe");
