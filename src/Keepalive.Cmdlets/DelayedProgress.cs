using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>A progress bar for what takes longer than a second; what ends sooner shows none.</summary>
internal sealed class DelayedProgress : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly ProgressRecord _record;
    private readonly Timer _timer;
    private volatile bool _shown;

    public DelayedProgress(string activity, string status, Action<ProgressRecord> show)
    {
        _record = new ProgressRecord(1, activity, status);
        _timer = new Timer(
            _ =>
            {
                _shown = true;
                show(_record);
            },
            null, Delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The record that takes the bar away; null when there was none.</summary>
    public ProgressRecord? Complete()
    {
        _record.RecordType = ProgressRecordType.Completed;
        return _shown ? _record : null;
    }

    public void Dispose() => _timer.Dispose();
}
