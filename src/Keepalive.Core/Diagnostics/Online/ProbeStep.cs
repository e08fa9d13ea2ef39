namespace Keepalive.Diagnostics.Online;

/// <summary>One step on the way to a host.</summary>
/// <param name="State">How it went.</param>
/// <param name="Milliseconds">How long it took; null where it did not end well or was not made.</param>
/// <param name="Detail">What came of it, in a word: an address, a protocol, a status.</param>
public sealed record ProbeStep(ProbeState State, long? Milliseconds = null, string? Detail = null);

/// <summary>How a step went.</summary>
public enum ProbeState
{
    /// <summary>An earlier one failed.</summary>
    NotReached,

    /// <summary>There is none on this way: no proxy, no TLS.</summary>
    NotNeeded,

    /// <summary>It went well.</summary>
    Passed,

    /// <summary>Here the way ends.</summary>
    Failed,
}
