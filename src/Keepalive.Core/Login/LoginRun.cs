namespace Keepalive.Login;

/// <summary>What became of a tool that was driven. Whether there is a new credential is for the AWS files to say.</summary>
/// <param name="Failure">Why it has failed; null when nothing tells so.</param>
/// <param name="Expiry">When the key ends, as the tool has printed it; null when it has not.</param>
internal sealed record LoginRun(KeepaliveException? Failure, string? Expiry);
