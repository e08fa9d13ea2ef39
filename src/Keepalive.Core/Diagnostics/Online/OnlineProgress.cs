namespace Keepalive.Diagnostics.Online;

/// <summary>How far the questions are.</summary>
/// <param name="Answered">How many are answered, or given up.</param>
/// <param name="Total">How many there are.</param>
public sealed record OnlineProgress(int Answered, int Total)
{
    /// <summary>In words.</summary>
    public override string ToString() => $"Checking the network: {Answered} of {Total} done";
}
