using System.Net;

namespace Keepalive.Diagnostics.Online;

/// <summary>How the network is asked.</summary>
/// <param name="Limit">The bound of each question, and so nearly of all.</param>
/// <param name="Progress">Is told after every answer; may be null.</param>
public sealed record OnlineOptions(TimeSpan Limit, IProgress<OnlineProgress>? Progress)
{
    /// <summary>The upper limit for the waiting time.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(5);

    /// <summary>Gives the addresses of a name; null: the system. A test has names of its own.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>>? Resolve { get; init; }
}

/// <summary>How far the questions are.</summary>
/// <param name="Answered">How many are answered, or given up.</param>
/// <param name="Total">How many there are.</param>
public sealed record OnlineProgress(int Answered, int Total)
{
    /// <summary>In words.</summary>
    public override string ToString() => $"Checking the network: {Answered} of {Total} done";
}
