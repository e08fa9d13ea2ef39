namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A clock that is far from AWS's.</summary>
internal sealed class ClockSkewed() : OnlineCheck(
    "KA614", DiagnosticSeverity.Error,
    "The clock of this machine is wrong",
    "AWS rejects requests if the clock is wrong by five minutes. Claude Code compares expiry times with this clock.")
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>A proxy may answer out of its memory, with an old date: the one that is nearest counts.</summary>
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        long[] skews = [.. facts.Endpoints.Select(endpoint => endpoint.ClockSkewSeconds).OfType<long>().OrderBy(Math.Abs)];
        if (skews.Length > 0 && TimeSpan.FromSeconds(skews[0]) is var skew && skew.Duration() > s_limit)
        {
            yield return Found(
                $"The clock is {Duration.Format(skew.Duration())} {(skew > TimeSpan.Zero ? "behind" : "ahead of")} AWS.",
                "Synchronize the clock (Windows: w32tm /resync; Linux: timedatectl set-ntp true; WSL: wsl --shutdown).");
        }
    }
}
