namespace Keepalive.Workers;

/// <summary>Tells of every change at once, and of the time that is left each second.</summary>
internal sealed class SignInReporter(IProgress<SignInProgress>? progress, TimeProvider clock)
{
    private SignInEntry? _told;
    private long _toldAt;

    /// <summary>The session or profile that is signed in.</summary>
    public required string Name { get; init; }

    /// <summary>A sign-in in another way was cancelled for this one.</summary>
    public bool HasReplaced { get; init; }

    /// <summary>Looks whether there is something to tell.</summary>
    /// <param name="entry">The ledger's entry; null while the worker has written none.</param>
    /// <param name="isJoined">Another process began the sign-in.</param>
    public void Report(SignInEntry? entry, bool isJoined)
    {
        if (progress is null || entry is null || (entry == _told && clock.GetElapsedTime(_toldAt) < TimeSpan.FromSeconds(1)))
        {
            return;
        }

        _told = entry;
        _toldAt = clock.GetTimestamp();
        TimeSpan left = entry.Started.ShiftedBy(SignInOptions.Limit) - clock.GetUtcNow();
        progress.Report(new SignInProgress(
            entry.Phase, entry.Flow, entry.FlowReason, entry.Address, entry.UserCode, entry.Tab, entry.TabProblem, left > TimeSpan.Zero ? left : TimeSpan.Zero, isJoined)
        {
            Name = Name,
            Number = entry.Number,
            Asks = entry.Asks,
            Question = entry.Question,
            HasReplaced = HasReplaced,
        });
    }
}
