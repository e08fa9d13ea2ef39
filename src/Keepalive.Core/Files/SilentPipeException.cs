namespace Keepalive.Files;

/// <summary>The path names a pipe, and nobody has written to it in time.</summary>
internal sealed class SilentPipeException() : IOException("nobody writes to the pipe");
