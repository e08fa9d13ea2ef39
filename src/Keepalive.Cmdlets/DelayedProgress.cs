using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// One progress bar. It comes after a second, so that what ends sooner shows none, or at once when there is something to do for
/// the person.
/// </summary>
internal sealed class DelayedProgress : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly string _activity;
    private readonly Action<ProgressRecord> _show;
    private readonly Timer _timer;
    private volatile string _status;
    private volatile bool _shown;

    public DelayedProgress(string activity, string status, Action<ProgressRecord> show)
    {
        _activity = activity;
        _status = status;
        _show = show;
        _timer = new Timer(static self => ((DelayedProgress)self!).Show(), this, Delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Changes the status, which is shown at once.</summary>
    public void Say(string status)
    {
        if (status != _status)
        {
            _status = status;
            Show();
        }
    }

    /// <summary>Removes the bar until the status changes: a host would draw it again at each key of an answer.</summary>
    public void Hide()
    {
        if (Complete() is { } record)
        {
            _shown = false;
            _show(record);
        }
    }

    /// <summary>The record that removes the bar; null if there was none.</summary>
    public ProgressRecord? Complete() => _shown ? new ProgressRecord(1, _activity, _status) { RecordType = ProgressRecordType.Completed } : null;

    public void Dispose() => _timer.Dispose();

    private void Show()
    {
        _shown = true;
        _show(new ProgressRecord(1, _activity, _status));
    }
}
