using System.Diagnostics;
using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// One progress bar. It comes after a second, so that what ends sooner shows none, or at once when there is something to do for the person.
/// </summary>
internal sealed class DelayedBar(Action<ProgressRecord> write)
{
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _since = new();
    private string? _activity;
    private string _status = string.Empty;
    private bool _isShown;

    /// <summary>The time until the bar is due; endless once it is shown, or where there is none.</summary>
    public TimeSpan Patience => _activity is null || _isShown ? Timeout.InfiniteTimeSpan : s_delay - _since.Elapsed is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public void Begin(string activity, string status)
    {
        (_activity, _status) = (activity, status);
        _since.Restart();
        if (_isShown)
        {
            Show();
        }
    }

    /// <summary>Changes the status, which is shown at once.</summary>
    public void Say(string status)
    {
        if (_activity is not null && status != _status)
        {
            _status = status;
            Show();
        }
    }

    public void ShowDue()
    {
        if (_activity is not null && !_isShown && _since.Elapsed >= s_delay)
        {
            Show();
        }
    }

    /// <summary>Removes the bar until the status changes: a host would draw it again at each key of an answer.</summary>
    public void Hide()
    {
        Complete();
        _since.Restart();
    }

    public void Complete()
    {
        if (_isShown)
        {
            _isShown = false;
            write(new ProgressRecord(1, _activity, Status) { RecordType = ProgressRecordType.Completed });
        }
    }

    private string Status => _status.Length == 0 ? " " : _status;

    private void Show()
    {
        _isShown = true;
        write(new ProgressRecord(1, _activity, Status));
    }
}
