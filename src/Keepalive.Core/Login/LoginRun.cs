namespace Keepalive.Login;

/// <summary>The result of the run of a login tool. Whether there is a new credential is read from the AWS files.</summary>
/// <param name="Failure">Why it has failed; null when nothing tells so.</param>
/// <param name="Expiry">When the key ends, as the tool has printed it; null when it has not.</param>
internal sealed record LoginRun(KeepaliveException? Failure, string? Expiry)
{
    /// <summary>How many answers that a person has typed were refused, the one of <see cref="Failure"/> included; 0 where that failure is of something else.</summary>
    public int RefusedTries { get; init; }
}
